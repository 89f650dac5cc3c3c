import { XMLParser } from "fast-xml-parser";
import { Invalid } from "#commons/errors.ts";

export type AtomText = string | { $?: string; "@type"?: string };
export type AtomLink = { "@rel"?: string; "@href"?: string };
type AtomEntry = {
  id?: AtomText;
  title?: AtomText;
  content?: AtomText;
  summary?: AtomText;
  author?: { name?: AtomText }[];
  link?: AtomLink[];
  published?: AtomText;
  updated?: AtomText;
};

const parser = new XMLParser({
  attributeNamePrefix: "@",
  textNodeName: "$",
  ignoreAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Texts are decoded below: an entity of the document itself stays as it is.
  processEntities: false,
  // Their markup is text.
  stopNodes: ["*.title", "*.content", "*.summary"],
  isArray: (name) => ["entry", "author", "link"].includes(name),
});

/** What may stand before a DOCTYPE, and may contain any text. */
const misc = /^\uFEFF?(\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*/;

/** The elements of an Atom feed (RFC 4287); their texts are still markup. */
export function parseAtomXml(xml: string): { entry?: AtomEntry[] } {
  // Entities that a document declares could expand to gigabytes.
  const isDeclared = /^<!DOCTYPE/i.test(xml.replace(misc, ""));
  if (isDeclared) throw new Invalid("The feed must not have a DOCTYPE.");
  const { feed } = parseXml(xml.replace(/^\uFEFF/, ""));
  if (feed === undefined || Array.isArray(feed)) {
    throw new Invalid("The feed is not one element <feed>.");
  }
  return feed || {};
}

function parseXml(xml: string) {
  try {
    return parser.parse(xml, true);
  } catch (cause) {
    throw new Invalid("The feed is not XML.", { cause });
  }
}

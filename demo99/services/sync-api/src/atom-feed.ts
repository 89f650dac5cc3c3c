import { XMLParser } from "fast-xml-parser";
import { Invalid } from "#commons/errors.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { toRecords } from "./feed.ts";
import { htmlText, xmlText } from "./markup-text.ts";

type Text = string | { $?: string; "@type"?: string };
type Link = { "@rel"?: string; "@href"?: string };
type Entry = {
  id?: Text;
  title?: Text;
  content?: Text;
  summary?: Text;
  author?: { name?: Text }[];
  link?: Link[];
  published?: Text;
  updated?: Text;
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

/** Reads an Atom feed (RFC 4287). */
export function parseAtom(xml: string): ReplicaRecord[] {
  const { entry = [] } = feedOf(xml);
  return toRecords(
    "atom",
    entry.map((found) => ({
      id: plain(found.id),
      title: plain(found.title),
      text: plain(found.content ?? found.summary),
      by: (found.author ?? []).map(({ name }) => plain(name)),
      url: linkOf(found.link ?? []),
      at: plain(found.published ?? found.updated),
    })),
  );
}

function feedOf(xml: string): { entry?: Entry[] } {
  // Entities that a document declares could expand to gigabytes.
  const isDeclared = /<!DOCTYPE/i.test(xml.slice(0, xml.search(/<[\w:]*feed/)));
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

function plain(text: Text | undefined): string {
  if (text === undefined) return "";
  if (typeof text === "string") return xmlText(text);
  const content = xmlText(text.$ ?? "");
  return text["@type"] === "html" ? htmlText(content) : content;
}

function linkOf(links: Link[]): string | undefined {
  const link = links.find(({ "@rel": rel = "alternate" }) => {
    return rel === "alternate";
  });
  return link && xmlText(link["@href"] ?? "");
}

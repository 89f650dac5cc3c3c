import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { Invalid } from "#commons/errors.ts";
import { fromXmlName, toXmlName } from "./xml-name.ts";

type Tree = Record<string, unknown>;

/** The spelling of the protocol's field names, and of names in metadata. */
type Spelling = Record<"field" | "label", (name: string) => string>;

const inXml: Spelling = {
  // In XML only, Netflix has no capital in this one.
  field: (name) => (name === "overriddenStatus" ? name.toLowerCase() : name),
  label: toXmlName,
};

const inJson: Spelling = { field: (name) => name, label: fromXmlName };

/** The JSON of the protocol marks attributes and text in the same way. */
const marks = {
  attributeNamePrefix: "@",
  textNodeName: "$",
  ignoreAttributes: false,
};

const builder = new XMLBuilder({
  ...marks,
  format: true,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  tagValueProcessor: (_name, value) => withoutControls(String(value)),
});

const parser = new XMLParser({
  ...marks,
  ignoreDeclaration: true,
  parseTagValue: false,
  // The parser refuses or changes names of JavaScript's own, such as
  // "constructor". No name in XML begins with a dot.
  transformTagName: (name) => `.${name}`,
  // Go writes quotes as numeric references.
  htmlEntities: true,
});

/** Writes as XML what is otherwise sent as JSON. */
export function toXml(body: Tree): string {
  return builder.build(spelled(body, inXml));
}

/** Reads the instance in a registration's XML; every leaf is text. */
export function fromXml(xml: string): Tree {
  // Entities could expand to gigabytes; Netflix's server refuses them, too.
  if (/<!DOCTYPE/i.test(xml)) throw new Invalid("XML must not have a DOCTYPE.");
  const [root] = Object.values(read(xml));
  return { instance: spelled(lastOfEach(root), inJson) };
}

function read(xml: string): Tree {
  try {
    return parser.parse(xml.replace(/^\uFEFF/, ""), true);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Invalid(`The XML cannot be read: ${reason}`, { cause });
  }
}

/** Without the dots; of an element that is there twice, the last one counts. */
function lastOfEach(node: unknown): unknown {
  if (Array.isArray(node)) return lastOfEach(node.at(-1));
  if (!(node instanceof Object)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, child]) => [
      name.replace(/^\.+/, ""),
      lastOfEach(child),
    ]),
  );
}

function spelled(node: unknown, spelling: Spelling): unknown {
  if (Array.isArray(node)) return node.map((item) => spelled(item, spelling));
  if (!(node instanceof Object)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, child]) =>
      name === "metadata"
        ? [name, relabelled(child, spelling)]
        : [spelling.field(name), spelled(child, spelling)],
    ),
  );
}

/**
 * A map with arbitrary names; its class is an attribute. The text of an empty
 * map is white space, and that of any other map is ignored.
 */
function relabelled(map: unknown, { label }: Spelling): Tree {
  if (!(map instanceof Object)) return {};
  return Object.fromEntries(
    Object.entries(map).map(([name, value]) => [
      name === "@class" ? name : label(name),
      textOf(value),
    ]),
  );
}

/** Of an element in a map, only its text counts. */
function textOf(value: unknown): unknown {
  return value instanceof Object ? ((value as Tree).$ ?? "") : value;
}

/** XML cannot contain them: a single one makes the whole text unreadable. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "\uFFFD");
}

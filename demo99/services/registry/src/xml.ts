import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { Invalid } from "#commons/errors.ts";
import { fromXmlName, toXmlName } from "./xml-name.ts";

type Tree = Record<string, unknown>;

/** How names are spelled: those of the protocol, and those in metadata. */
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
});

/** Writes as XML what is otherwise sent as JSON. */
export function toXml(body: Tree): string {
  return builder.build(spelled(body, inXml));
}

/** Reads XML into what is otherwise sent as JSON; every leaf is text. */
export function fromXml(xml: string): Tree {
  try {
    return spelled(parser.parse(xml, true), inJson) as Tree;
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Invalid(`The XML cannot be read: ${reason}`, { cause });
  }
}

function spelled(node: unknown, spelling: Spelling): unknown {
  if (Array.isArray(node)) return node.map((item) => spelled(item, spelling));
  if (!(node instanceof Object)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, child]) =>
      name === "metadata" && child instanceof Object
        ? [name, relabelled(child, spelling)]
        : [spelling.field(name), spelled(child, spelling)],
    ),
  );
}

/** A map, whose names are anybody's choice; its class is an attribute. */
function relabelled(map: object, { label }: Spelling): Tree {
  return Object.fromEntries(
    Object.entries(map).map(([name, value]) => [
      name === "@class" ? name : label(name),
      value,
    ]),
  );
}

/** XML has no way to say them: one would make the whole text unreadable. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "\uFFFD");
}

import {
  type AtomLink,
  type AtomText,
  parseAtomXml,
} from "#commons/feeds/atom-xml.ts";
import { htmlText, xmlText } from "#commons/feeds/markup-text.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { toRecords } from "./feed.ts";

/** Reads an Atom feed (RFC 4287). */
export function parseAtom(xml: string): ReplicaRecord[] {
  const { entry = [] } = parseAtomXml(xml);
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

function plain(text: AtomText | undefined): string {
  if (text === undefined) return "";
  if (typeof text === "string") return xmlText(text);
  const content = xmlText(text.$ ?? "");
  return text["@type"] === "html" ? htmlText(content) : content;
}

function linkOf(links: AtomLink[]): string | undefined {
  const link = links.find(({ "@rel": rel = "alternate" }) => {
    return rel === "alternate";
  });
  return link && xmlText(link["@href"] ?? "");
}

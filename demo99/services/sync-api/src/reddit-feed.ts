import * as z from "zod";
import { Invalid } from "#commons/errors.ts";
import { htmlText } from "#commons/feeds/markup-text.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { toRecords } from "./feed.ts";

/** https://www.reddit.com/dev/api: `data` of an entry, which others extend. */
const listing = z.object({
  kind: z.literal("Listing"),
  data: z.object({ children: z.array(z.object({ data: z.unknown() })) }),
});

const entry = z.object({
  name: z.string(),
  title: z.string(),
  author: z.string().optional(),
  selftext: z.string().default(""),
  permalink: z.string().startsWith("/").optional().catch(undefined),
  created_utc: z.number().optional(),
});

const site = "https://www.reddit.com";

/** Reads a listing of Reddit; an entry that is not as expected is left out. */
export function parseReddit(json: string): ReplicaRecord[] {
  const { success, data } = listing.safeParse(parseJson(json));
  if (!success) throw new Invalid("The feed is not a listing of Reddit.");
  const entries = data.data.children.flatMap((child) => {
    const { data: found } = entry.safeParse(child.data);
    return found ? [found] : [];
  });
  return toRecords(
    "reddit",
    entries.map((found) => ({
      id: found.name,
      title: htmlText(found.title),
      // Markdown, in which Reddit has encoded < and &.
      text: htmlText(found.selftext),
      by: found.author ? [found.author] : [],
      url: found.permalink && site + found.permalink,
      at: found.created_utc && found.created_utc * 1_000,
    })),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Invalid("The feed is not JSON.", { cause });
  }
}

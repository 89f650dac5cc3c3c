import { expect } from "chai";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { signServiceToken } from "../../tokens/token.ts";
import { runningStage } from "../hooks.ts";

export type Found = {
  items: { source: string; id: string; title: string }[];
  next: string | null;
  partial: boolean;
  late: string[];
  links: { self: string; complete?: string };
};

type Entry = { id: string; title: string; text?: string };

/** What a test writes a replica with, as sync-api does. */
const asSync = `Bearer ${signServiceToken("sync-api", stageEnv.SERVICE_SECRET)}`;

/** One call of an instance of search-api, the first one by default. */
export function callSearch(
  path: string,
  { index = 1, ...init }: RequestInit & { index?: number } = {},
) {
  const signal = AbortSignal.timeout(15_000);
  const url = runningStage().url("search-api", index) + path;
  return fetch(url, { ...init, signal });
}

/** The answer to a search; fails if there is none. */
export async function search(
  query: { q: string; limit?: number; after?: string },
  index = 1,
): Promise<Found> {
  const entries = Object.entries(query).map(([name, it]) => [name, `${it}`]);
  const path = `/search?${new URLSearchParams(entries)}`;
  const reply = await callSearch(path, { index });
  const text = await reply.text();
  expect(reply.status, `${path}: ${text}`).to.equal(200);
  return JSON.parse(text);
}

export const idsOf = ({ items }: Found) => items.map(({ id }) => id);

/** Writes entries of a feed into the replica, and deletes others. */
export async function changeFeed(put: Entry[], gone: string[] = []) {
  const common = { source: "atom", text: "", by: ["Ann Author"] };
  const records = put.map((entry) => ({ ...common, ...entry }));
  const { status } = await callSearch("/replica/atom", {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: asSync },
    body: JSON.stringify({ put: records, delete: gone }),
  });
  expect(status).to.equal(204);
}

/** Waits until a search finds these, in this order. */
export function untilFound(q: string, ids: string[], index = 1) {
  return until(
    `${ids} for "${q}"`,
    async () => {
      const found = await search({ q, limit: 100 }, index);
      expect(idsOf(found)).to.deep.equal(ids);
      return found;
    },
    { withinMs: 20_000 },
  );
}

/** Polls a result until it is complete. */
export function untilComplete(path: string, index = 1): Promise<Found> {
  return until(
    "the complete answer",
    async () => {
      const reply = await callSearch(path, { index });
      expect(reply.status).to.equal(200);
      return (await reply.json()) as Found;
    },
    { withinMs: 20_000, everyMs: 50 },
  );
}

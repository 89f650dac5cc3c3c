import { expect } from "chai";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { signServiceToken } from "../../tokens/token.ts";
import { runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";

export type StoredEvent = {
  position: number;
  id: string;
  type: string;
  b3?: string;
};

export type Subscriber = {
  name: string;
  position: number;
  lag: number;
  state: string;
  because?: string;
  setAside: number;
  replay: { from: number; until: number; position: number } | null;
};

export const asService = (name: string) => ({
  authorization: `Bearer ${signServiceToken(name, stageEnv.SERVICE_SECRET)}`,
});

export const asStaff = () => authorizationFor("/books");

type Sent = {
  json?: unknown;
  headers?: Record<string, string>;
  index?: number;
};

/** One call of an instance of the bus, the first one by default. */
export function callBus(
  method: string,
  path: string,
  { json, headers = asStaff(), index = 1 }: Sent = {},
) {
  return fetch(runningStage().url("event-bus", index) + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: json === undefined ? null : JSON.stringify(json),
    signal: AbortSignal.timeout(15_000),
  });
}

/** A repetition has the same data: otherwise, it would be refused. */
export function postEvent(id: string, title: unknown = "Pies") {
  const createdAt = "2026-11-29T12:00:00.000Z";
  const data = { postId: id, title, author: "alice", createdAt };
  return { id, type: "PostCreated", data };
}

/** Publishes a post as posts-api does; the position in the log. */
export async function publish(
  id: string,
  { index = 1, headers = {}, title = "Pies" as unknown } = {},
): Promise<number> {
  const reply = await callBus("POST", "/events", {
    json: postEvent(id, title),
    headers: { ...asService("posts-api"), ...headers },
    index,
  });
  if (reply.status !== 202) throw new Error(await reply.text());
  return ((await reply.json()) as { position: number }).position;
}

/** The log behind a position. */
export async function readLog(after: number): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (let next: number | null = after; next !== null; ) {
    const reply = await callBus("GET", `/events?limit=100&after=${next}`);
    const page = (await reply.json()) as {
      items: StoredEvent[];
      next: number | null;
    };
    all.push(...page.items);
    next = page.next;
  }
  return all;
}

export async function progressOf(name: string): Promise<Subscriber> {
  const { items } = (await (await callBus("GET", "/subscribers")).json()) as {
    items: Subscriber[];
  };
  const found = items.find((it) => it.name === name);
  if (!found) throw new Error(`There is no subscriber ${name}.`);
  return found;
}

/** The instance of the bus that delivers. */
export async function deliveredBy(index = 1): Promise<string | null> {
  const reply = await callBus("GET", "/overview", { index });
  return ((await reply.json()) as { deliveredBy: string | null }).deliveredBy;
}

export function untilProgress(name: string, wanted: Partial<Subscriber>) {
  return until(
    `the progress of ${name}`,
    async () => {
      const progress = await progressOf(name);
      expect(progress).to.deep.include(wanted);
      return progress;
    },
    { withinMs: 20_000 },
  );
}

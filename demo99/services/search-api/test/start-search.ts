import { setTimeout as delay } from "node:timers/promises";
import { Router } from "express";
import type { Database } from "#commons/database.ts";
import { createLog } from "#commons/log.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { serve } from "#commons/test/test-servers.ts";
import { untilSuccess } from "#commons/until-success.ts";
import type { Page } from "../src/page-service.ts";
import { createSearch } from "../src/searches.ts";

const log = createLog("test", "silent");
const worker = new URL("./index-worker.mjs", import.meta.url);

export type Body = Page & {
  partial: boolean;
  links: { self: string; complete?: string };
};

export function record(
  key: string,
  fields: Partial<ReplicaRecord> = {},
): ReplicaRecord {
  const [source = ""] = key.split("/");
  const id = key.slice(source.length + 1);
  return {
    source: source as ReplicaRecord["source"],
    ...{ id, title: `Title ${id}`, text: "", by: ["Ann Author"] },
    ...fields,
  };
}

/** Waits for a condition; fails if that takes too long. */
export async function until(what: string, isTrue: () => Promise<boolean>) {
  const endsAt = performance.now() + 15_000;
  while (!(await isTrue())) {
    if (performance.now() > endsAt) throw new Error(`Never came: ${what}`);
    await delay(20);
  }
}

/** Again after a 503: on a busy machine, the database has no time. */
async function patiently(call: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const reply = await call();
    if (reply.status !== 503 || attempt === 5) return reply;
  }
}

/** One instance of search-api on this database, with its threads. */
export async function startSearch(database: Database, settings = {}) {
  const replica = createReplica(database, log, 100);
  const search = createSearch({
    ...{ database, replica, log, worker, timeoutMs: 10_000 },
    ...settings,
  });
  // As runServer does: a busy machine connects slowly.
  await untilSuccess(log, search.prepare);
  await untilSuccess(log, replica.prepare);
  const routes = Router().use(search.routes, replica.routes);
  const url = await serve(createApp({ log, routes, findKey: testFindKey }));

  const get = (path: string, headers = {}) =>
    patiently(() => fetch(url + path, { headers }));
  return {
    ...search,
    get,

    async search(query: Record<string, string>): Promise<Body> {
      const reply = await get(`/search?${new URLSearchParams(query)}`);
      if (!reply.ok) throw new Error(await reply.text());
      return (await reply.json()) as Body;
    },

    async change(source: string, changes: object) {
      const init = {
        method: "PUT",
        headers: {
          "content-type": "application/json",
          ...as("sync-api", "service"),
        },
        body: JSON.stringify(changes),
      };
      const write = () => fetch(`${url}/replica/${source}`, init);
      const { status } = await patiently(write);
      if (status !== 204) throw new Error(`${status}`);
    },
  };
}

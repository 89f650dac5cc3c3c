import { expect } from "chai";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { kinds } from "../kinds.ts";
import type { Replica } from "./replica.ts";
import { replicaName } from "./replica.ts";

type Outcome = {
  target: string;
  source: string;
  put: number;
  deleted: number;
  error?: string;
};

export type Run = { id: number; startedAt: string; sources: Outcome[] };

/** sync-api fills the replica of a test, and no other. */
export const forTest = { REPLICAS: replicaName, SYNC_EVERY_SECONDS: "0.3" };
/** As at the start of the stage. */
export const asUsual = {
  REPLICAS: "",
  SYNC_EVERY_SECONDS: process.env.SYNC_EVERY_SECONDS ?? "",
  REDDIT_URL: "",
  ATOM_URL: "",
  FEED_EVERY_SECONDS: "",
};

async function list<T>(path: string): Promise<T[]> {
  const reply = await fetch(runningStage().url("sync-api") + path);
  expect(reply.status, path).to.equal(200);
  return ((await reply.json()) as { items: T[] }).items;
}

export const listRuns = () => list<Run>("/runs");

export function listSources() {
  type Source = {
    target: string;
    source: string;
    records: number;
    syncedAt: string | null;
    error: string | null;
  };
  return list<Source>("/sources");
}

export function requestRun(headers = authorizationFor("/books")) {
  const url = `${runningStage().url("sync-api")}/runs`;
  return fetch(url, { method: "POST", headers });
}

/** Waits for the end of a run that has begun after this call. */
export async function untilSynced(): Promise<void> {
  const after = Date.now();
  await until(
    "a complete run",
    async () => {
      const sources = await listSources();
      const ofTest = sources.filter(({ target }) => target === replicaName);
      expect(ofTest).to.have.length(6);
      for (const { syncedAt, source, error } of ofTest) {
        const at = Date.parse(syncedAt ?? "");
        expect(at, `${source}: ${error}`).to.be.above(after);
      }
    },
    { withinMs: 60_000, everyMs: 50 },
  );
}

/** The numbers of all items of a kind, sorted. */
export async function numbersOf(path: string): Promise<string[]> {
  const { catalog } = kinds.find((kind) => kind.path === path) as {
    catalog: (typeof kinds)[number]["catalog"];
  };
  const numbers: string[] = [];
  let after: string | undefined;
  do {
    const page = await catalog.search({ limit: 100, ...(after && { after }) });
    numbers.push(...page.items.map(({ number }) => number));
    after = page.next ?? undefined;
  } while (after);
  return numbers.sort();
}

/** The replica has each item of the catalogues, and no other. */
export async function expectItems(replica: Replica): Promise<void> {
  for (const { path } of kinds) {
    const ids = replica.idsOf(path.slice(1));
    expect(ids, path).to.deep.equal(await numbersOf(path));
  }
}

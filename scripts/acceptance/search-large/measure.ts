import type { ReplicaRecord } from "../../../demo99/commons/replica/record.ts";
import { callOnce } from "../../bench/call.ts";
import { figuresOf, load } from "../../bench/load.ts";
import { cpuOf, memoryOf } from "../../bench/usage.ts";
import { type MadeItem, makeItems } from "../../extrapolate/items.ts";
import { personFieldOf, readOpening } from "../../extrapolate/opening.ts";
import { startStage } from "../../stage/stage.ts";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { signServiceToken } from "../../tokens/token.ts";

/** Search with each number of items: npx tsx scripts/acceptance/search-large/measure.ts */
const sizes = [10_000, 100_000];
const batch = 1_000;
const seconds = 5;
const withinMs = 600_000;
const queries = ["dracula", "love", "blu", "the wall", "hawkng", "night"];

const loaded = /catalogues: (\d+) records indexed in ([\d.]+) s/;
const indexed = new Map<number, number>();
const stage = await startStage({
  ...{ stage: "99", only: ["search-api"] },
  // A slow answer is measured, not left out.
  env: { ...stageEnv, SEARCH_TIMEOUT_MS: "9000" },
  onLine: (_, line) => {
    const [, records, time] = loaded.exec(line) ?? [];
    if (records) indexed.set(Number(records), Number(time));
  },
});
const url = stage.url("search-api");
const token = signServiceToken("sync-api", stageEnv.SERVICE_SECRET);

/** Copies items into the replica, as sync-api does. */
async function copy(items: MadeItem[]): Promise<void> {
  for (const source of ["books", "cds", "dvds"] as const) {
    const put = items.filter(({ kind }) => `${kind}s` === source).map(toRecord);
    const status = await callOnce(url, {
      method: "PUT",
      path: `/replica/${source}`,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ put }),
    });
    if (status !== 204) throw new Error(`PUT /replica/${source}: ${status}`);
  }
}

function toRecord(item: MadeItem): ReplicaRecord {
  const { kind, number, title, description, year, priceCents } = item;
  const by = [String(item[personFieldOf(kind)])];
  const shown = { title, text: description, by, year, priceCents };
  return { source: `${kind}s`, id: number, ...shown };
}

let turn = 0;
async function search(): Promise<boolean> {
  const q = queries[turn++ % queries.length] ?? "";
  const path = `/search?q=${encodeURIComponent(q)}`;
  return (await callOnce(url, { method: "GET", path })) === 200;
}

/** CPU time, too, which other work on the machine changes less. */
async function measure(size: number): Promise<void> {
  await stage.restart("search-api/1");
  await until("the index is loaded", () => indexed.has(size), { withinMs });
  const { pid = 0 } =
    stage.instances().find(({ id }) => id === "search-api/1") ?? {};
  const cpu = async () => (await cpuOf(pid)) ?? 0;
  const loadCpu = await cpu();
  await load(search, seconds / 2);
  const before = await cpu();
  const figures = figuresOf(await load(search, seconds));
  const cpuMs = ((await cpu()) - before) / figures.calls;
  const mb = ((await memoryOf(pid)) ?? 0) / 1e6;
  const { p50, p99, failed } = figures;
  console.log(
    `${size} items: indexed in ${indexed.get(size)} s, ` +
      `${(loadCpu / 1_000).toFixed(1)} s of CPU since the start; ` +
      `${mb.toFixed(0)} MB; p50 ${p50.toFixed(0)} ms, ` +
      `p99 ${p99.toFixed(0)} ms, ${cpuMs.toFixed(1)} ms of CPU a search; ` +
      `${failed} failed`,
  );
}

try {
  const items = makeItems(await readOpening(), Math.max(...sizes), 7);
  let copied = 0;
  for (const size of sizes) {
    while (copied < size) {
      const next = Array.from({ length: batch }, () => items.next().value);
      await copy(next.filter((item) => item !== undefined));
      copied += batch;
    }
    await measure(size);
  }
} finally {
  await stage.abandon();
}
process.exit();

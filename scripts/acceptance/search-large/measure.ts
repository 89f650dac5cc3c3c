import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { type MadeItem, makeItems } from "../../extrapolate/items.ts";
import { personFieldOf, readOpening } from "../../extrapolate/opening.ts";
import { startStage } from "../../stage/stage.ts";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { signServiceToken } from "../../tokens/token.ts";

/** Search by size: npx tsx scripts/acceptance/search-large/measure.ts */
const sizes = [10_000, 100_000];
const searches = 400;
const atOnce = 4;
const batch = 1_000;
const patient = { withinMs: 600_000, everyMs: 50 };

const stage = await startStage({
  stage: "99",
  only: ["search-api"],
  env: stageEnv,
});
const url = stage.url("search-api");
const items = [...makeItems(await readOpening(), sizes.at(-1) ?? 0, 7)];
const sources = { book: "books", cd: "cds", dvd: "dvds" } as const;
const authorization = `Bearer ${signServiceToken("sync-api", stageEnv.SERVICE_SECRET)}`;

function toRecord(item: MadeItem) {
  const { kind, number, title, year, priceCents, description } = item;
  const by = [String(item[personFieldOf(kind)])];
  const source = sources[kind];
  return { source, id: number, title, text: description, by, year, priceCents };
}

/** Can be repeated: a busy machine may answer 503. */
async function put(source: string, records: object[]) {
  const init = {
    method: "PUT",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ put: records }),
  };
  const write = async () => {
    const { status } = await fetch(`${url}/replica/${source}`, init);
    if (status !== 204) throw new Error(`PUT answers ${status}`);
    return true;
  };
  await until("the records are written", write, patient);
}

/** Writes these items into the replica as sync-api does. */
async function fill(from: number, to: number) {
  for (const source of Object.values(sources)) {
    const records = items
      .slice(from, to)
      .map(toRecord)
      .filter((record) => record.source === source);
    for (let i = 0; i < records.length; i += batch) {
      await put(source, records.slice(i, i + batch));
    }
  }
}

type Health = {
  indexes: Record<string, { isLoaded: boolean; records: number }>;
};

/** Waits until the index has these records; the longest reply meanwhile. */
async function untilIndexed(records: number) {
  let slowestMs = 0;
  await until(
    "all records are indexed",
    async () => {
      const start = performance.now();
      const reply = await fetch(`${url}/health`);
      const { indexes } = (await reply.json()) as Health;
      slowestMs = Math.max(slowestMs, performance.now() - start);
      const { catalogues } = indexes;
      return catalogues?.isLoaded === true && catalogues.records === records;
    },
    patient,
  );
  return Math.round(slowestMs);
}

/** Of the process: resident memory, and CPU time, which other work delays. */
function usage() {
  const pid = stage.instances().find((it) => it.id === "search-api/1")?.pid;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [, kB = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
  const times = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1];
  const [user = 0, system = 0] = (times ?? "").split(" ").slice(11, 13);
  return {
    megabytes: Math.round(Number(kB) / 1_024),
    cpuSeconds: (Number(user) + Number(system)) / 100,
  };
}

/** What a reader types: a word of a title, its beginning, a mistake, two words. */
function queryAt(i: number): string {
  const item = items[(i * 7_919) % (sizes[0] ?? 1)] as MadeItem;
  const words = item.title.split(/\P{L}+/u).filter((it) => it.length > 3);
  const [word = "dracula", other = word] = words;
  const forms = [
    word,
    word.slice(0, 3),
    `${word.slice(0, -2)}x${word.slice(-1)}`,
    `${word} ${other}`,
  ];
  return forms[i % forms.length] ?? word;
}

/** Milliseconds of searches, some at once, and how many were partial. */
async function measureSearches() {
  const times: number[] = [];
  let partial = 0;
  const cpuBefore = usage().cpuSeconds;
  async function ask(first: number) {
    for (let i = first; i < searches; i += atOnce) {
      const start = performance.now();
      const q = encodeURIComponent(queryAt(i));
      const reply = await fetch(`${url}/search?q=${q}`);
      if (((await reply.json()) as { partial: boolean }).partial) partial++;
      times.push(performance.now() - start);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, i) => ask(i)));
  times.sort((a, b) => a - b);
  const at = (part: number) =>
    Math.round(times[Math.floor(searches * part)] ?? 0);
  const cpuMs = ((usage().cpuSeconds - cpuBefore) * 1_000) / searches;
  return { p50: at(0.5), p99: at(0.99), partial, cpuMs: cpuMs.toFixed(1) };
}

console.log("empty", JSON.stringify(usage()));
let before = 0;
for (const size of sizes) {
  const start = performance.now();
  await fill(before, size);
  await untilIndexed(size);
  const filledSeconds = ((performance.now() - start) / 1_000).toFixed(1);
  before = size;
  const whileFilled = usage();

  // A new process loads the index from its replica.
  await stage.restart("search-api/1");
  const restarted = performance.now();
  const slowestMs = await untilIndexed(size);
  const loadSeconds = ((performance.now() - restarted) / 1_000).toFixed(1);
  const loaded = usage();
  const found = await measureSearches();
  console.log(
    size,
    JSON.stringify({ filledSeconds, loadSeconds, slowestMs, loaded, found }),
    JSON.stringify({ whileFilled }),
  );
}
await stage.stop();

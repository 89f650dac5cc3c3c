import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { MongoClient } from "mongodb";
import { startStage } from "../../stage/stage.ts";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { registryPassword } from "../hooks.ts";
import { baker, startBaker } from "./baker.ts";

/** The bus with a log of each size: npx tsx scripts/acceptance/events/measure.ts */
const sizes = [10_000, 100_000];

const stage = await startStage({
  stage: "99",
  only: ["registry", "event-bus"],
  env: { ...stageEnv, REGISTRY_PASSWORD: registryPassword, SUBSCRIBERS: baker },
});
const busUrl = stage.url("event-bus");
const fake = await startBaker(stage.url("registry"));
const client = await new MongoClient(stage.mongodbUrl).connect();
const database = client.db("event-bus");
const log = database.collection<{ _id: number }>("events");

/** Adds events to the log until it has this size, as posts-api would. */
async function fill(size: number) {
  const [last] = await log.find().sort({ _id: -1 }).limit(1).toArray();
  for (let first = (last?._id ?? 0) + 1; first <= size; first += 1_000) {
    const events = Array.from({ length: 1_000 }, (_, i) => eventAt(first + i));
    await log.insertMany(events);
  }
}

function eventAt(position: number) {
  const createdAt = new Date().toISOString();
  const data = { postId: `${position}`, title: "x".repeat(100), author: "a" };
  return {
    ...{ _id: position, id: `post-${position}`, type: "PostCreated" },
    data: JSON.stringify({ ...data, createdAt }),
    ...{ publisher: "posts-api", at: createdAt },
  };
}

/** Seconds until the cursor has reached this position. */
async function secondsUntil(position: number): Promise<number> {
  const start = performance.now();
  const subscribers = database.collection<{ _id: string; position: number }>(
    "subscribers",
  );
  await until(
    "all events are delivered",
    async () =>
      (await subscribers.findOne({ _id: baker }))?.position === position,
    { withinMs: 600_000, everyMs: 20 },
  );
  return (performance.now() - start) / 1_000;
}

/** Of the process: resident memory, and CPU time, which other work delays. */
function usage() {
  const pid = stage.instances().find((it) => it.id === "event-bus/1")?.pid;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [, kB = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
  const times = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1];
  const [user = 0, system = 0] = (times ?? "").split(" ").slice(11, 13);
  return {
    megabytes: Math.round(Number(kB) / 1_024),
    cpuSeconds: (Number(user) + Number(system)) / 100,
  };
}

/** Sets the cursor back, as a replay does: without staff, there is no token. */
async function replay() {
  await database
    .collection<{ _id: string }>("subscribers")
    .updateOne({ _id: baker }, { $set: { position: 0 }, $inc: { round: 1 } });
}

/** Milliseconds of a request, in the median. */
async function medianMs(path: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 50; i++) {
    const start = performance.now();
    await (await fetch(busUrl + path)).text();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[25] ?? 0;
}

async function measure(task: () => Promise<unknown>, size: number) {
  const before = usage();
  await task();
  const seconds = await secondsUntil(size);
  const { cpuSeconds, megabytes } = usage();
  return {
    seconds: seconds.toFixed(1),
    eventsPerSecond: Math.round(size / seconds),
    busCpuSeconds: (cpuSeconds - before.cpuSeconds).toFixed(1),
    megabytes,
  };
}

console.log("empty", JSON.stringify(usage()));
for (const size of sizes) {
  fake.isUp = false;
  await fill(size);
  fake.isUp = true;
  fake.got.length = 0;
  const catchUp = await measure(async () => {}, size);
  const replayed = await measure(replay, size);
  const overviewMs = await medianMs("/overview");
  console.log(size, JSON.stringify({ catchUp, replayed, overviewMs }));
}
await fake.close();
await client.close();
await stage.stop();

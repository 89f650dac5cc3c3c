import { performance } from "node:perf_hooks";
import { connect } from "amqplib";
import { openBroker } from "../../../demo99/commons/broker.ts";
import { createLog } from "../../../demo99/commons/log.ts";
import {
  type BrokerProcess,
  rabbitMq,
  standIn,
  startBroker,
} from "./brokers.ts";

/** Messages per second, persistent, of 1 kB: npx tsx test/measure.ts */
const count = 10_000;
const inFlight = 100;
const content = "x".repeat(1_000);

/** Runs a task `count` times, so many at once; returns the rate. */
async function rateOf(task: (i: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return Math.round((count / (performance.now() - start)) * 1_000);
}

/** With amqplib alone: confirmed publishes, then one consumer. */
async function measureProtocol({ url }: BrokerProcess, prefetch: number) {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue("protocol");
  const body = Buffer.from(content);
  const published = await rateOf(
    () =>
      new Promise((resolve) =>
        channel.sendToQueue("protocol", body, { persistent: true }, resolve),
      ),
  );
  await channel.prefetch(prefetch);
  const start = performance.now();
  let received = 0;
  await new Promise<void>((resolve) =>
    channel.consume("protocol", (message) => {
      if (message) channel.ack(message);
      if (++received === count) resolve();
    }),
  );
  const consumed = Math.round((count / (performance.now() - start)) * 1_000);
  await connection.close();
  return { published, consumed };
}

/** With commons/broker.ts: published while one consumer runs. */
async function measureCommons({ url }: BrokerProcess) {
  const log = createLog("measure", "silent");
  const broker = openBroker({ url, service: "measure", log });
  let received = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await broker.consume({ name: "commons", topics: ["measured"] }, async () => {
    if (++received === count) finish();
  });
  while (!(await isRouted(() => broker.publish("measured", content))));
  received = 0;
  const start = performance.now();
  const published = await rateOf(() => broker.publish("measured", content));
  await finished;
  const all = Math.round((count / (performance.now() - start)) * 1_000);
  await broker.close();
  return { published, all };
}

const isRouted = (publish: () => Promise<void>) =>
  publish().then(
    () => true,
    () => false,
  );

for (let round = 1; round <= 3; round++) {
  for (const kind of [standIn, rabbitMq]) {
    if (kind.missing) continue;
    const server = await startBroker(kind);
    const one = await measureProtocol(server, 1);
    const hundred = await measureProtocol(server, 100);
    const commons = await measureCommons(server);
    console.log(round, kind.name, JSON.stringify({ one, hundred, commons }));
    await server.close();
  }
}

import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { Router } from "express";
import type { Caller } from "#commons/call.ts";
import { createGrpcClient } from "#commons/grpc/client.ts";
import { grpcServer } from "#commons/grpc/server.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { serve } from "#commons/test/test-servers.ts";
import { customerContract } from "#protobuf/customer.ts";
import { createCustomerApi } from "../src/customer-api.ts";
import { createCustomerService } from "../src/customer-service.ts";
import { createCustomerRepositoryInMemory } from "./customer-repository-in-memory.ts";

// The same operation with REST and with gRPC: one customer, by reference. Both
// servers, their clients and all steps of calls are in this process.

const calls = Number(process.argv[2] ?? 20_000);
const atOnce = 16;
const patient = { timeoutMs: 60_000 };
const log = createLog("measure", "silent");
const reference = "3f8a1c62-0d5e-4b7a-9c41-7e2d90b6a815";
const ada = { reference, name: "Ada Crust", email: "ada@store.example" };

const customers = createCustomerService(createCustomerRepositoryInMemory());
await customers.register(ada);

const steps = testCaller();
const call: Caller = (it, send) =>
  steps({ ...it, headers: { ...it.headers, ...as("cart", "service") } }, send);

async function serveRest(): Promise<string> {
  const routes = Router().get("/customers/:reference", async (req, res) => {
    res.json(await customers.get(req.params.reference));
  });
  return serve(createApp({ log, routes, findKey: testFindKey }));
}

async function serveGrpc(): Promise<string> {
  const server = await grpcServer(
    customerContract,
    createCustomerApi(customers),
  )({
    ...{ log, host: "127.0.0.1", port: 0, findKey: testFindKey },
    readiness: { isReady: true },
  });
  return `http://127.0.0.1:${server.port}`;
}

const protocols = {
  REST: { url: await serveRest(), open: rest },
  gRPC: { url: await serveGrpc(), open: grpc },
};

function rest(url: string) {
  const request = createHttpClient(call, url, patient);
  return () => request("GET", `/customers/${reference}`);
}

function grpc(url: string) {
  const client = createGrpcClient(call, url, customerContract, patient);
  return () => client.getByReference({ reference });
}

/** The milliseconds of each call, and the calls in a second. */
async function measure(get: () => Promise<unknown>, count: number) {
  const durations: number[] = [];
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  async function work() {
    while (durations.length < count) {
      const sentAt = performance.now();
      await get();
      durations.push(performance.now() - sentAt);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  durations.sort((a, b) => a - b);
  const percentile = (share: number) =>
    (durations[Math.floor(count * share)] ?? 0).toFixed(1);
  return {
    "calls/s": Math.round(durations.length / seconds),
    "p50 ms": percentile(0.5),
    "p99 ms": percentile(0.99),
    "CPU µs/call": Math.round((user + system) / durations.length),
  };
}

/** The bytes of a call and its reply, on a connection that is open already. */
async function bytesOf({ url, open }: (typeof protocols)["REST"]) {
  const { port: target } = new URL(url);
  let bytes = 0;
  const proxy = createServer((near) => {
    const far = connect(Number(target), "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (data) => {
        bytes += data.length;
      });
      from.on("error", () => to.destroy()).pipe(to);
    }
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  const get = open(`http://127.0.0.1:${port}`);
  await get();
  bytes = 0;
  for (let made = 0; made < 100; made++) await get();
  return Math.round(bytes / 100);
}

const table: Record<string, object> = {};
for (const get of Object.values(protocols).map(({ url, open }) => open(url))) {
  await measure(get, calls / 4);
}
for (const [name, protocol] of Object.entries(protocols)) {
  const figures = await measure(protocol.open(protocol.url), calls);
  table[name] = { ...figures, "bytes/call": await bytesOf(protocol) };
}
const names = Object.keys(Object.values(table)[0] ?? {});
for (const [name, figures] of [
  ["", Object.fromEntries(names.map((it) => [it, it]))] as const,
  ...Object.entries(table),
]) {
  const cells = Object.values(figures).map((it) => `${it}`.padStart(13));
  process.stdout.write(`${name.padEnd(5)}${cells.join("")}\n`);
}
process.exit(0);

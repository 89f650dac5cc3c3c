// @from-08 @long

import { expect } from "chai";
import { afterEach, before, describe, it } from "mocha";
import type { Problem } from "../../../demo01/client/store-client.ts";
import {
  brokenTree,
  pathTo,
  readTraces,
  type Span,
} from "../../lessons/traces.ts";
import { until } from "../../testing/until.ts";
import { itWithPause, runningStage } from "../hooks.ts";
import { book, cd, dvd, sample, sell } from "../kinds.ts";
import { refusal } from "../problems.ts";
import { newKey } from "../samples.ts";
import { store, throughShop, urlOf } from "../store.ts";
import {
  callsOf,
  headersOf,
  newTraceId,
  servedBy,
  traceWith,
} from "./traces.ts";

type Traced = Problem & { traceId?: string };

const catalogs = { book: "book-api", cd: "cd-api", dvd: "dvd-api" };
const checkout = {
  serviceName: "shoppingcart-api",
  spanName: "post /carts/:cartid/checkout",
};

/** Reads the catalogue in this trace; returns the duration. */
async function readBooks(traceId = newTraceId()): Promise<number> {
  const start = performance.now();
  const headers = headersOf(traceId);
  const response = await fetch(urlOf("/books?limit=5"), { headers });
  expect(response.status, await response.text()).to.equal(200);
  return performance.now() - start;
}

const services = [
  ...["shoppingcart-api", "inventory-api"],
  ...Object.values(catalogs),
];

const isWhole = (spans: Span[]) =>
  services.every((service) => servedBy(service, spans)) &&
  brokenTree(spans) === undefined;

describe("a checkout", () => {
  let spans: Span[] = [];

  before(async () => {
    const cartId = newKey();
    for (const kind of [book, cd, dvd]) {
      const { number } = await sell(kind, { stock: 1 });
      const line = { kind: kind.kind, number, quantity: 1 };
      await store.carts.add(cartId, line);
    }
    const since = Date.now();
    await throughShop.carts.checkout(cartId);

    const found = await readTraces(checkout, since, (traces) => {
      return traces.some(isWhole);
    });
    spans = found?.find(isWhole) ?? [];
  });

  it("is one trace, from the gateway to each service", () => {
    expect(brokenTree(spans)).to.equal(undefined);
    const root = spans.find(({ parentId }) => !parentId);
    expect(root?.localEndpoint?.serviceName).to.equal("gateway");
    const names = spans.map(({ localEndpoint }) => localEndpoint?.serviceName);
    expect(names).to.include.members(services);
  });

  it("has the caller of each service as its parent", () => {
    for (const service of ["inventory-api", ...Object.values(catalogs)]) {
      const [call] = callsOf("shoppingcart-api", service, spans);
      const served = servedBy(service, spans);
      const cart = servedBy("shoppingcart-api", spans);
      expect(served?.parentId, service).to.equal(call?.id);
      expect(call?.parentId, service).to.equal(cart?.id);
      expect(pathTo(served as Span, spans)[0], service).to.match(/^gateway: /);
    }
  });

  it("has siblings where it calls several at once", () => {
    const calls = Object.values(catalogs).flatMap((catalog) =>
      callsOf("shoppingcart-api", catalog, spans),
    );

    expect(calls).to.have.length(3);
    expect(new Set(calls.map(({ parentId }) => parentId)).size).to.equal(1);
  });

  it("names the instances", () => {
    const stageUrl = runningStage().url("inventory-api");

    const { localEndpoint } = servedBy("inventory-api", spans) ?? {};

    expect(localEndpoint?.port).to.equal(Number(new URL(stageUrl).port));
  });
});

describe("a call that fails", () => {
  afterEach(async () => {
    await runningStage()
      .resume("inventory-api/1")
      .catch(() => {});
  });

  it("is tagged, in the trace that the problem names", async () => {
    await runningStage().kill("inventory-api/1");

    const problem: Traced = await refusal(book.catalog.create(sample(book)));

    expect(problem.status).to.equal(503);
    const spans = await traceWith(problem.traceId ?? "none", (all) => {
      return servedBy("book-api", all) !== undefined;
    });
    const [call] = callsOf("book-api", "inventory-api", spans);
    expect(call?.tags?.error).to.include("does not answer");
    const { tags } = servedBy("book-api", spans) ?? {};
    expect(tags).to.include({ "http.status_code": "503", error: "503" });
  });
});

describe("the store, when tracing", () => {
  afterEach(async () => {
    await runningStage()
      .resume("tracing/1")
      .catch(() => {});
  });

  it("is killed, answers as fast, and is traced again later", async () => {
    const before = await medianMs();

    await runningStage().kill("tracing/1");
    const without = await medianMs();
    await runningStage().restart("tracing/1");

    expectNotSlower(without, before);
    const traceId = newTraceId();
    await readBooks(traceId);
    await traceWith(traceId, (spans) => spans.length > 0);
  });

  itWithPause("hangs, answers as fast, and loses no span", async () => {
    const before = await medianMs();
    const traceId = newTraceId();

    await runningStage().pause("tracing/1");
    await readBooks(traceId);
    const without = await medianMs();
    await runningStage().resume("tracing/1");

    expectNotSlower(without, before);
    await traceWith(traceId, (spans) => spans.length > 0);
  });
});

describe("the traces", () => {
  const watching = ["registry", "monitoring", "health", "tracing"];
  const ask = async (path: string): Promise<string[]> =>
    (await fetch(`http://localhost:9411/api/v2${path}`)).json();
  const calledBy = (name: string) => ask(`/remoteServices?serviceName=${name}`);

  it("contain the services of the shop, not those that watch it", async () => {
    await readBooks();
    const services = await until("tracing knows the services", async () => {
      const found = await ask("/services");
      expect(found).to.include("book-api");
      return found;
    });

    const called = await Promise.all(services.map(calledBy));
    const all = [...services, ...called.flat()];
    expect(all.filter((name) => watching.includes(name))).to.eql([]);
  });
});

async function medianMs(): Promise<number> {
  const durations: number[] = [];
  for (let call = 0; call < 60; call++) durations.push(await readBooks());
  return durations.toSorted((a, b) => a - b)[30] as number;
}

/** Up to twice the time, and a little more, is noise on a busy machine. */
function expectNotSlower(ms: number, before: number) {
  console.log(`    p50 ${before.toFixed(1)} ms, without ${ms.toFixed(1)} ms`);
  expect(ms).to.be.below(before * 2 + 5);
}

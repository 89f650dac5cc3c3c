import { text } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { model } from "zipkin";
import { createReporter, droppedSpans } from "#commons/tracing/reporter.ts";
import { closeServers, serve } from "./test-servers.ts";

const never = 2 ** 30;

function spanOf(id: number) {
  const hex = id.toString(16).padStart(16, "0");
  return {
    id: hex,
    traceId: hex,
    name: "get",
    annotations: [],
    tags: {},
  } as unknown as model.Span;
}

async function serveCollector(statuses: number[]) {
  const batches: number[][] = [];
  const url = await serve(async (req, res) => {
    const spans: { id: string }[] = JSON.parse(await text(req));
    batches.push(spans.map(({ id }) => Number.parseInt(id, 16)));
    res.writeHead(statuses.shift() ?? 202).end();
  });
  return { batches, find: async () => [url] };
}

const readDropped = async () => (await droppedSpans.get()).values[0]?.value;

describe("reporter", () => {
  afterEach(closeServers);

  it("sends spans in batches, in their order", async () => {
    const { batches, find } = await serveCollector([]);
    const reporter = createReporter({ find, batchSize: 2, intervalMs: never });

    for (const id of [1, 2, 3]) reporter.logSpan(spanOf(id));
    await reporter.send();

    expect(batches).to.deep.equal([[1, 2], [3]]);
  });

  it("sends no note of a span that had ended before", async () => {
    const { batches, find } = await serveCollector([]);
    const reporter = createReporter({ find, intervalMs: never });

    const late = { ...spanOf(1), name: undefined } as unknown as model.Span;
    for (const span of [late, spanOf(2)]) reporter.logSpan(span);
    await reporter.send();

    expect(batches).to.deep.equal([[2]]);
  });

  it("sends them without being told", async () => {
    const { batches, find } = await serveCollector([]);
    const reporter = createReporter({ find, intervalMs: 5 });

    reporter.logSpan(spanOf(1));

    while (batches.length === 0) await reporter.send();
    expect(batches).to.deep.equal([[1]]);
  });

  it("keeps them while the collector is ill or away", async () => {
    const { batches, find } = await serveCollector([503]);
    const away = async () => Promise.reject(new Error("away"));
    const finds = [away, find, find];
    const reporter = createReporter({
      find: () => (finds.shift() ?? find)(),
      intervalMs: never,
    });

    reporter.logSpan(spanOf(1));
    await reporter.send();
    await reporter.send();
    reporter.logSpan(spanOf(2));
    await reporter.send();

    expect(batches).to.deep.equal([[1], [1, 2]]);
  });

  it("keeps only so many, and counts those it drops", async () => {
    const { batches, find } = await serveCollector([]);
    const reporter = createReporter({ find, capacity: 2, intervalMs: never });
    const before = await readDropped();

    for (const id of [1, 2, 3, 4, 5]) reporter.logSpan(spanOf(id));
    await reporter.send();

    expect(batches).to.deep.equal([[4, 5]]);
    expect((await readDropped()) ?? 0).to.equal((before ?? 0) + 3);
  });

  it("drops what is refused, counts it, and goes on", async () => {
    const { batches, find } = await serveCollector([400]);
    const reporter = createReporter({ find, batchSize: 1, intervalMs: never });
    const before = await readDropped();

    for (const id of [1, 2]) reporter.logSpan(spanOf(id));
    await reporter.send();
    await reporter.send();

    expect(batches).to.deep.equal([[1], [2]]);
    expect((await readDropped()) ?? 0).to.equal((before ?? 0) + 1);
  });
});

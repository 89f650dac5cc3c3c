import { expect } from "chai";
import { Router } from "express";
import { after, afterEach, before, describe, it } from "mocha";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { createApp } from "#commons/service.ts";
import { noteResilience } from "#commons/tracing/resilience-notes.ts";
import { stopTracing } from "#commons/tracing.ts";
import { closeServers, serve } from "./test-servers.ts";
import { type SeenSpan, startTestTracing } from "./test-tracing.ts";

const nobody = "http://127.0.0.1:1";

/** A service that calls this oven, whatever comes of it, when it is asked. */
function serveBakery(oven: string) {
  const call = createHttpClient("http://oven", { find: async () => [oven] });
  const routes = Router().get("/cakes/:number", async (_req, res) => {
    res.json(await call("GET", "/200").catch(() => null));
  });
  return serve(createApp({ log: createLog("test", "silent"), routes }));
}

function notesOf(number: number, spans: SeenSpan[]): string[] {
  const path = `/cakes/${number}`;
  const span = spans.find(({ tags }) => tags["http.path"] === path);
  return span?.annotations?.map(({ value }) => value) ?? [];
}

describe("what becomes of the calls of a traced request", () => {
  before(noteResilience);
  afterEach(closeServers);
  afterEach(stopTracing);
  after(() => void resilienceEvents.removeAllListeners());

  it("is noted in its span: that a call is repeated", async () => {
    const collector = await startTestTracing();
    const url = await serveBakery(nobody);

    await fetch(`${url}/cakes/1`);

    const spans = await collector.spans(4);
    expect(notesOf(1, spans)).to.eql(["retry oven", "retry oven"]);
  });

  it("is noted in its span: a circuit that opens or is open", async () => {
    const collector = await startTestTracing();
    const oven = await serve((_req, res) => void res.writeHead(500).end());
    const url = await serveBakery(oven);

    for (let number = 1; number <= 6; number++) {
      await fetch(`${url}/cakes/${number}`);
    }

    const spans = await collector.spans(11);
    expect(notesOf(4, spans)).to.eql([]);
    expect(notesOf(5, spans)).to.eql([
      "circuit to oven open: 5 of 5 calls failed",
    ]);
    expect(notesOf(6, spans)).to.eql(["oven not called: circuit"]);
  });

  it("is noted nowhere when no request has caused it", async () => {
    const collector = await startTestTracing();
    const url = await serveBakery(nobody);

    resilienceEvents.emit("retry", { service: "log book" });
    await fetch(`${url}/cakes/1`);

    const spans = await collector.spans(4);
    const notes = spans.flatMap(({ annotations = [] }) => annotations);
    expect(notes.map(({ value }) => value)).to.not.include("retry log book");
  });
});

import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { createHttpClient } from "#commons/http.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { noteResilience } from "#commons/resilience-notes.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";
import { serveTraced } from "./test-tracing.ts";

describe("the trace of a request", () => {
  afterEach(closeServers);
  afterEach(() => void resilienceEvents.removeAllListeners());

  /** A service that calls this oven, and what its requests are annotated with. */
  async function bakery(oven: string) {
    const { spansOf } = await serveTraced((tracer) => {
      noteResilience(tracer);
      const call = createHttpClient(testCaller(tracer), oven);
      return Router().get("/", async (_req, res) => {
        res.json(await call("GET", "/200").catch(() => null));
      });
    });
    return async () => {
      const { root, others } = await spansOf("/");
      // Without an annotation after its end, which would be a further span.
      for (const { name } of others) expect(name).to.equal("get /200");
      return root?.annotations?.map(({ value }) => value) ?? [];
    };
  }

  it("notes that a call was repeated", async () => {
    const notes = await bakery("http://127.0.0.1:1");

    expect(await notes()).to.eql([
      ...["retry 127.0.0.1:1", "retry 127.0.0.1:1"],
    ]);
  });

  it("notes a circuit that opens, and a call that is not sent", async () => {
    const oven = await serve((_req, res) => void res.writeHead(500).end());
    const notes = await bakery(oven);
    const { host } = new URL(oven);
    for (let i = 1; i < 5; i++) expect(await notes()).to.eql([]);

    expect(await notes()).to.eql([`circuit to ${host} open`]);
    expect(await notes()).to.eql([`${host} not called: circuit`]);
  });

  it("notes nothing that the request has not caused", async () => {
    const notes = await bakery("http://127.0.0.1:1");

    resilienceEvents.emit("retry", { service: "logs", instance: "x" });

    expect(await notes()).not.to.include("retry logs");
  });
});

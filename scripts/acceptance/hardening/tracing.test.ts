// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { callGateway, logIn } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { unique } from "../samples.ts";

type Span = {
  id: string;
  parentId?: string;
  name: string;
  remoteEndpoint?: { serviceName: string };
  annotations?: { value: string }[];
};
type Logs = { items: { details: string }[] };

const traceId = () => crypto.randomUUID().replaceAll("-", "");
const b3 = (id: string) => ({
  ...{ "x-b3-traceid": id, "x-b3-spanid": id.slice(16) },
  "x-b3-sampled": "1",
});

/** The spans of a trace, as soon as one of them is the expected one. */
const spansOf = (id: string, isThere: (span: Span) => boolean | undefined) =>
  until(
    "the spans have been reported",
    async () => {
      const url = `${runningStage().url("tracing")}/api/v2/trace/${id}`;
      const response = await fetch(url);
      const spans = response.ok ? ((await response.json()) as Span[]) : [];
      if (!spans.some(isThere)) throw new Error(JSON.stringify(spans));
      return spans;
    },
    { withinMs: 10_000 },
  );

describe("the trace of a request", () => {
  it("has the commands of its databases", async () => {
    // A service that was restarted may have to be found again.
    const id = await until("a reply", async () => {
      const headers = b3(traceId());
      const reply = await callGateway("GET", "/books?limit=1", { headers });
      expect(reply.status).to.equal(200);
      return headers["x-b3-traceid"];
    });

    const isCommand = ({ remoteEndpoint }: Span) =>
      remoteEndpoint?.serviceName === "mongodb";
    const spans = await spansOf(id, isCommand);

    const found = spans.find(isCommand);
    expect(found?.name).to.match(/^find /);
    expect(spans.map((span) => span.id)).to.include(found?.parentId);
  });

  it("notes what protections did to its calls", async () => {
    const stage = runningStage();
    const id = traceId();
    await stage.kill("cd-api/1");
    try {
      await callGateway("GET", "/cds", { headers: b3(id) });

      const isNoted = ({ annotations = [] }: Span) =>
        annotations.some(({ value }) => value === "retry cd-api");
      expect(await spansOf(id, isNoted)).not.to.equal(undefined);
    } finally {
      await stage.restart("cd-api/1");
    }
  });
});

describe("log lines of a request", () => {
  it("name the user on whose behalf a service calls", async () => {
    const headers = await logIn("admin", "oven-mitts");
    const json = { title: unique(), author: "A", year: 2000, priceCents: 1 };
    const reply = await callGateway("POST", "/books", { headers, json });
    expect(reply.status).to.equal(201);
    const { number } = (await reply.json()) as { number: string };

    // inventory-api was called by book-api, and not by the admin.
    const url = `${runningStage().url("monitoring")}/logs?service=inventory-api&q=${number}`;
    const line = await until("the line has been shipped", async () => {
      const { items } = (await (await fetch(url)).json()) as Logs;
      if (!items[0]) throw new Error(`no line with ${number}`);
      return JSON.parse(items[0].details);
    });
    expect(line).to.include({ user: "admin" });
  });
});

import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { createCaller } from "#commons/call.ts";
import { identify } from "#commons/calls/identify.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { callerOf } from "#commons/requests/authorize.ts";
import { createApp } from "#commons/service.ts";
import { createTracing } from "#commons/tracing.ts";
import { as, testFindKey, testSecret } from "./test-auth.ts";
import { closeServers, serve } from "./test-servers.ts";

const { tracer } = createTracing({ service: "test", report: async () => {} });
const registry = {
  find: async (service: string) => [service],
  list: () => [],
};

describe("the user on whose behalf a service calls", () => {
  afterEach(closeServers);

  /** A service that writes a line, then replies or calls the next service. */
  async function start(name: string, lines: object[], next?: string) {
    const write = (line: string) => lines.push(JSON.parse(line));
    const log = createLog(name, "info", [{ write }]);
    const caller = createCaller(
      registry,
      identify(name, testSecret),
      { warn() {} },
      tracer,
    );
    const routes = Router().get("/", async (_req, res) => {
      log.info("working");
      if (!next) return void res.json(callerOf(res));
      res.json(await createHttpClient(caller, next)("GET", "/"));
    });
    return serve(createApp({ log, routes, findKey: testFindKey }));
  }

  async function chain() {
    const lines: Record<string, unknown>[] = [];
    const last = await start("last", lines);
    const middle = await start("middle", lines, last);
    const first = await start("first", lines, middle);
    return { first, lines };
  }

  it("is in the token of each call that a request leads to", async () => {
    const { first } = await chain();
    const headers = as("alice", "customer");

    const caller = await (await fetch(first, { headers })).json();

    expect(caller).to.deep.equal({
      ...{ name: "middle", role: "service", user: "alice" },
    });
  });

  it("is in every log line of the request", async () => {
    const { first, lines } = await chain();

    await (await fetch(first, { headers: as("alice", "customer") })).text();

    const users = lines.map(({ service, user }) => `${service} ${user}`);
    expect(users.toSorted()).to.deep.equal([
      ...["first alice", "first alice", "last alice", "last alice"],
      ...["middle alice", "middle alice"],
    ]);
  });

  it("is missing if no person has caused the call", async () => {
    const { first, lines } = await chain();

    const caller = await (
      await fetch(first, { headers: as("cron", "service") })
    ).json();

    expect(caller).to.deep.equal({ name: "middle", role: "service" });
    expect(lines.some((line) => "user" in line)).to.equal(false);
  });
});

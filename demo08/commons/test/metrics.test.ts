import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import type { Call } from "#commons/call.ts";
import { measure } from "#commons/calls/measure.ts";
import { NotFound } from "#commons/errors.ts";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

describe("metrics", () => {
  afterEach(closeServers);

  const log = createLog("test", "silent");

  async function start() {
    const routes = Router().get("/cakes/:number", (req, res) => {
      if (req.params.number === "0") throw new NotFound("no such cake");
      res.json({});
    });
    const url = await serve(createApp({ log, routes }));
    const read = async () => (await fetch(`${url}/metrics`)).text();
    return { url, read };
  }

  it("count requests by route, method and status", async () => {
    const { url, read } = await start();

    for (const number of [1, 2, 0]) await fetch(`${url}/cakes/${number}`);
    await fetch(`${url}/made/up`);

    const text = await read();
    const count = (labels: string) =>
      `http_server_requests_seconds_count{method="GET",${labels}} `;
    expect(text).to.include(`${count('route="/cakes/:number",status="200"')}2`);
    expect(text).to.include(`${count('route="/cakes/:number",status="404"')}1`);
    expect(text).to.include(count('route="none",status="404"'));
    expect(text).to.not.include("/made/up");
  });

  it("count forwarded requests by the path that is forwarded", async () => {
    const { url: behind } = await start();
    const forward = forwardTo(testCaller(), behind);
    const routes = Router().all("/cakes/*rest", forward);
    const url = await serve(createApp({ log, routes }));
    await fetch(`${url}/cakes/1`);

    const text = await (await fetch(`${url}/metrics`)).text();

    expect(text).to.include(
      '{method="GET",route="/cakes/*rest",status="200"} 1',
    );
  });

  it("count requests whose client has gone", async () => {
    const routes = Router().get("/slow", () => {});
    const url = await serve(createApp({ log, routes }));
    const signal = AbortSignal.timeout(50);
    await fetch(`${url}/slow`, { signal }).catch(() => {});

    const line = 'method="GET",route="/slow",status="499"} 1';
    const read = async () => (await fetch(`${url}/metrics`)).text();
    while (!(await read()).includes(line));
  });

  it("leave probes and themselves out", async () => {
    const { url, read } = await start();
    await fetch(`${url}/health`);
    await read();

    expect(await read()).to.not.match(/route="\/(health|metrics|ping)"/);
  });

  it("count calls by instance and outcome, failed ones too", async () => {
    const { url, read } = await start();
    const call = createHttpClient(testCaller(), url);
    const toNothing = createHttpClient(testCaller(), "http://127.0.0.1:1");

    await call("GET", "/cakes/1");
    await call("GET", "/cakes/0").catch(() => {});
    await toNothing("PUT", "/").catch(() => {});

    const text = await read();
    const count = (instance: string, rest: string) =>
      `http_client_requests_seconds_count{service="${new URL(instance).host}",instance="${instance}",${rest}} `;
    expect(text).to.include(count(url, 'method="GET",outcome="200"'));
    expect(text).to.include(count(url, 'method="GET",outcome="404"'));
    expect(text).to.include(
      count("http://127.0.0.1:1", 'method="PUT",outcome="refused"'),
    );
  });

  it("count no calls of instances that are no longer registered", async () => {
    const { read } = await start();
    const step = measure();
    const call = (instance: string, instances: string[]) =>
      step(
        {
          service: "http://pie-api",
          instance,
          instances,
          method: "GET",
        } as Call,
        async () => ({ status: 200, headers: {} }),
      );
    const both = ["http://pie:1", "http://pie:2"];
    for (const instance of both) await call(instance, both);
    for (const instance of both) {
      expect(await read()).to.include(`instance="${instance}"`);
    }

    await call("http://pie:2", ["http://pie:2", "http://pie:3"]);

    const text = await read();
    expect(text).to.include('instance="http://pie:2"');
    expect(text).to.not.include('instance="http://pie:1"');
  });
});

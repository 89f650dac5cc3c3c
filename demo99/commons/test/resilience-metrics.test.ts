import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import type { Call } from "#commons/call.ts";
import { guard } from "#commons/calls/guard.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createLogShipper } from "#commons/log-shipper.ts";
import { register } from "#commons/metrics.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { countResilience } from "#commons/resilience-metrics.ts";
import { createApp } from "#commons/service.ts";
import { createTracing } from "#commons/tracing.ts";
import { passTime, restoreTime } from "./clock.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

describe("the metrics of protections", () => {
  let url: string;
  let callee: string;

  before(async () => {
    register.resetMetrics();
    countResilience();
    const log = createLog("test", "silent");
    url = await serve(createApp({ log, routes: Router() }));
    callee = await serve((_req, res) => void res.writeHead(500).end());
    const http = createHttpClient(testCaller(), callee);
    for (let i = 0; i < 7; i++) await http("GET", "/").catch(() => {});
  });

  after(() => {
    restoreTime();
    closeServers();
    resilienceEvents.removeAllListeners();
  });

  const metrics = async () => (await fetch(`${url}/metrics`)).text();
  const labels = () => `service="${new URL(callee).host}",instance="${callee}"`;

  it("count transitions and rejections", async () => {
    const text = await metrics();

    expect(text).to.include(
      `circuit_transitions_total{${labels()},state="open"} 1`,
    );
    expect(text).to.include(
      `http_client_rejected_total{${labels()},reason="circuit"} 2`,
    );
  });

  it("count retries, shed requests and fallbacks", async () => {
    const gone = createHttpClient(testCaller(), "http://127.0.0.1:1");
    await gone("GET", "/").catch(() => {});
    resilienceEvents.emit("shed", {});
    resilienceEvents.emit("fallback", { what: "last known price" });

    const text = await metrics();

    expect(text).to.include(
      'http_client_retries_total{service="127.0.0.1:1"} 2',
    );
    expect(text).to.include("http_server_shed_total 1");
    expect(text).to.include('fallbacks_total{what="last known price"} 1');
  });

  it("show a circuit open, and half-open without a call", async () => {
    expect(await metrics()).to.include(`circuit_state{${labels()}} 2`);

    passTime(3_100);

    expect(await metrics()).to.include(`circuit_state{${labels()}} 1`);
  });

  it("show the circuits of instances that are listed", async () => {
    const step = guard(createLog("test", "silent"));
    const callTo = (instance: string) => {
      const { signal } = new AbortController();
      const call = { service: "http://s", instance, instances: [instance] };
      return step({ ...call, signal } as unknown as Call, async () => {
        return { status: 200, headers: {} };
      });
    };
    const circuitTo = (instance: string) =>
      `circuit_state{service="s",instance="${instance}"} 0`;

    await callTo("http://a");
    expect(await metrics()).to.include(circuitTo("http://a"));
    await callTo("http://b");

    const text = await metrics();
    expect(text).to.include(circuitTo("http://b"));
    expect(text).not.to.include(circuitTo("http://a"));
  });

  it("count log lines and spans that are lost", async () => {
    const refuse = async () => {
      throw new Error("too large");
    };
    const shipper = createLogShipper(refuse);
    for (let i = 0; i < 100; i++) shipper.write("{}");
    const { tracer, flush } = createTracing({ service: "x", report: refuse });
    tracer.local("baking", () => {});
    await flush();

    const text = await metrics();

    expect(text).to.include("log_lines_dropped_total 100");
    expect(text).to.include("tracing_spans_dropped_total 1");
  });
});

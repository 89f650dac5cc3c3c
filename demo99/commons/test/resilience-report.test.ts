import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import { createHttpClient } from "#commons/http.ts";
import { createLog, type Log } from "#commons/log.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { reportResilience } from "#commons/resilience-report.ts";
import { createApp } from "#commons/service.ts";
import { passTime, restoreTime } from "./clock.ts";
import { closeServers, fixedRegistry, serve } from "./test-servers.ts";

describe("the report on resilience", () => {
  const lines: string[] = [];
  let url: string;
  let callee: string;

  before(async () => {
    const log = { warn: (line: string) => lines.push(line) } as unknown as Log;
    reportResilience(log);
    url = await serve(
      createApp({ log: createLog("test", "silent"), routes: Router() }),
    );
    callee = await serve((_req, res) => void res.writeHead(500).end());
    const http = createHttpClient(callee, fixedRegistry);
    for (let i = 0; i < 7; i++) await http("GET", "/").catch(() => {});
  });

  after(() => {
    restoreTime();
    closeServers();
    resilienceEvents.removeAllListeners();
  });

  const metrics = async () => (await fetch(`${url}/metrics`)).text();
  const labels = () => `service="127.0.0.1",instance="${callee}"`;

  it("has a line for a circuit that opens", () => {
    const { host } = new URL(callee);

    expect(lines).to.deep.equal([
      `circuit to 127.0.0.1 ${host} opened: 5 of 5 calls failed`,
    ]);
  });

  it("counts transitions, rejections, retries and shed requests", async () => {
    const gone = createHttpClient("http://127.0.0.1:1", fixedRegistry);
    await gone("GET", "/").catch(() => {});
    resilienceEvents.emit("shed");

    const text = await metrics();

    expect(text).to.include(
      `circuit_transitions_total{${labels()},state="open"} 1`,
    );
    expect(text).to.include(
      `http_client_rejected_total{${labels()},reason="circuit"} 2`,
    );
    expect(text).to.match(
      /http_client_retries_total\{service="127.0.0.1"\} \d+/,
    );
    expect(text).to.include("http_server_shed_total 1");
  });

  it("shows a circuit open, and half-open without a call", async () => {
    expect(await metrics()).to.include(`circuit_state{${labels()}} 2`);

    passTime(3_100);

    expect(await metrics()).to.include(`circuit_state{${labels()}} 1`);
  });
});

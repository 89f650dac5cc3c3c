// @long

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

const paceMs = 10;
const log = createLog("test", "silent");

/** A gateway before a service, before one that never answers; as processes. */
async function startChain() {
  const hanging = await serve(() => {});
  const callHanging = createHttpClient(testCaller(), hanging);
  const middle = await serve(
    createApp({
      log,
      routes: Router()
        .get("/slow", async (_req, res) => {
          res.json(await callHanging("GET", "/"));
        })
        .get("/quick", (_req, res) => void res.json("quick")),
    }),
  );
  const forward = forwardTo(testCaller(), middle);
  const routes = Router().all("/{*rest}", forward);
  return serve(createApp({ log, routes }));
}

describe("three levels, of which the last hangs", () => {
  afterEach(closeServers);

  it("lose only the requests that need the last one", async () => {
    const gateway = await startChain();
    const startedAt = performance.now();
    const passedMs = () => performance.now() - startedAt;
    const slow: { status: number; since: number; ms: number }[] = [];
    const quick: number[] = [];

    async function visit(path: string, note: (s: number, at: number) => void) {
      while (passedMs() < 5_000) {
        const since = passedMs();
        const response = await fetch(gateway + path);
        await response.text();
        note(response.status, since);
        await pause(paceMs);
      }
    }
    await Promise.all([
      ...Array.from({ length: 12 }, () =>
        visit("/slow", (status, since) =>
          slow.push({ status, since, ms: passedMs() - since }),
        ),
      ),
      visit("/quick", (status) => quick.push(status)),
    ]);

    expect(new Set(quick)).to.deep.equal(new Set([200]));
    expect(slow.every(({ status }) => status === 503)).to.equal(true);
    const waiting = slow.filter(({ ms }) => ms >= 900);
    expect(waiting.length).to.be.at.least(5);
    // Then the circuit is open, and one call in three seconds probes.
    const late = waiting.filter(({ since }) => since > 2_500);
    expect(late.length).to.be.at.most(1);
    expect(slow.length - waiting.length).to.be.above(100);
  })
    .timeout(15_000)
    // On a busy machine, one of all these calls may be late.
    .retries(2);
});

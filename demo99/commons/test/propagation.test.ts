import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

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
    const until = performance.now() + 5_000;
    const slow: { status: number; ms: number }[] = [];
    const quick: number[] = [];

    async function visit(path: string, note: (s: number, ms: number) => void) {
      while (performance.now() < until) {
        const startedAt = performance.now();
        const response = await fetch(gateway + path);
        await response.text();
        note(response.status, performance.now() - startedAt);
      }
    }
    await Promise.all([
      ...Array.from({ length: 12 }, () =>
        visit("/slow", (status, ms) => slow.push({ status, ms })),
      ),
      visit("/quick", (status) => quick.push(status)),
    ]);

    expect(new Set(quick)).to.deep.equal(new Set([200]));
    expect(slow.every(({ status }) => status === 503)).to.equal(true);
    // Two calls of each visitor, of which one may begin before the circuit is
    // open, then one probe in three seconds.
    const waiting = slow.filter(({ ms }) => ms >= 900);
    expect(waiting.length).to.be.within(5, 2 * 12 + 2);
  }).timeout(15_000);
});

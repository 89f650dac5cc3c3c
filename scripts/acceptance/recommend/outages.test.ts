// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import { newKey } from "../samples.ts";
import { asCustomer, ask } from "./samples.ts";

const path = "/recommendations?topic=pies";
const pinned = { headers: { "x-api-version": "1" } };
const soon = { withinMs: 20_000 };

/** Calls one after the other, until it is stopped; keeps all replies. */
function callConstantly() {
  const seen: { status: number; version: string }[] = [];
  let isStopped = false;
  async function run() {
    while (!isStopped) {
      const response = await callGateway("GET", path);
      const { version } = await response.json();
      seen.push({ status: response.status, version });
    }
  }
  const callers = [run(), run(), run()];
  return {
    seen,
    async stop() {
      isStopped = true;
      await Promise.all(callers);
    },
  };
}

/** The instances of version 2 say that there is a version 1. */
async function isOutOfService() {
  const reply = await callGateway("GET", path, pinned);
  const { detail } = await expectProblem(reply, 503);
  expect(detail).to.match(/^Version 1 of .* is not in service\.$/);
}

describe("version 1 of recommend-api", () => {
  it("is drained and stopped without a failed call", async () => {
    const stage = runningStage();
    const { seen, stop } = callConstantly();
    const versionsSince = (start: number) =>
      new Set(seen.slice(start).map(({ version }) => version));
    await until("both", () => versionsSince(0).size === 2, soon);

    await stage.drain("recommend-api/1");
    await until(
      "only version 2",
      async () => {
        const start = seen.length;
        await until("calls", () => seen.length > start + 20, soon);
        expect(versionsSince(start)).to.deep.equal(new Set(["2"]));
      },
      soon,
    );
    await isOutOfService();
    const drained = seen.length;
    await stage.terminate("recommend-api/1");
    const ended = seen.length;
    await until("more calls", () => seen.length > ended + 20, soon);
    await isOutOfService();
    await stop();

    expect(versionsSince(drained)).to.deep.equal(new Set(["2"]));
    expect(new Set(seen.map(({ status }) => status))).to.deep.equal(
      new Set([200]),
    );
  }).timeout(90_000);

  it("is back in service after a restart", async () => {
    const stage = runningStage();
    await stage.drain("recommend-api/1");
    await stage.restart("recommend-api/1");

    await until(
      "version 1",
      async () => (await callGateway("GET", path, pinned)).status === 200,
      soon,
    );
  }).timeout(60_000);

  it("leaves its calls to version 2 when it is killed", async () => {
    const stage = runningStage();
    const { seen, stop } = callConstantly();
    await until("calls", () => seen.length > 20, soon);

    await stage.kill("recommend-api/1");
    const killed = seen.length;
    await until("more calls", () => seen.length > killed + 50, soon);
    await stop();

    expect(new Set(seen.map(({ status }) => status))).to.deep.equal(
      new Set([200]),
    );
  }).timeout(60_000);
});

describe("while tag-api is down", () => {
  it("version 2 answers by topic, and says what is missing", async () => {
    const stage = runningStage();
    const sent = { headers: asCustomer(newKey()), index: 2 };
    const recommend = async () =>
      (await ask("recommend-api", "GET", path, sent)).json();
    await stage.kill("tag-api/1");

    const { items, ...reply } = await recommend();

    expect(items).to.be.an("array");
    const late = ["tag-api"];
    expect(reply).to.deep.equal({ version: "2", partial: true, late });
    await stage.restart("tag-api/1");
    await until("the tags", async () => !(await recommend()).partial, soon);
  }).timeout(60_000);
});

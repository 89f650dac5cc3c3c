// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { metric } from "../hardening/metrics.ts";
import { itWithOwnDatabase, runningStage } from "../hooks.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import { unique } from "../samples.ts";
import { asService, callBus, postEvent, publish, readLog } from "./bus.ts";

const event = () => ({ id: unique(), type: "PostCreated", data: {} });

/** How many events the tests have published so far, and others before them. */
async function end(): Promise<number> {
  return publish(unique());
}

describe("the log of the event bus", () => {
  it("has an event once it is accepted, and a repeated id once", async () => {
    const start = await end();
    const [one, two] = [unique(), unique()];

    const first = await publish(one);
    const second = await publish(two);
    const again = await publish(one);

    expect(again).to.equal(first);
    const log = (await readLog(start)).filter(({ id }) =>
      [one, two].includes(id),
    );
    expect(log.map(({ id, position }) => [id, position])).to.deep.equal([
      [one, first],
      [two, second],
    ]);
  });

  it("has each event that was accepted before a kill, without a gap", async () => {
    const start = await end();
    const ids = Array.from({ length: 40 }, unique);
    const accepted: string[] = [];
    const all = Promise.all(
      ids.map(async (id) => {
        await until(
          "the event is accepted",
          () => publish(id).then(() => true),
          { withinMs: 30_000, everyMs: 50 },
        );
        accepted.push(id);
      }),
    );
    await until("the first one is accepted", () => accepted.length > 0);
    await runningStage().kill("event-bus/1");
    const kept = [...accepted];
    await runningStage().restart("event-bus/1");

    const afterKill = (await readLog(start)).map(({ id }) => id);
    expect(afterKill).to.include.members(kept);
    await all;

    const log = await readLog(start);
    const found = log.map(({ id }) => id).filter((id) => ids.includes(id));
    expect(found).to.have.members(ids);
    expect(log.map(({ position }) => position)).to.deep.equal(
      log.map((_, index) => start + 1 + index),
    );
  });

  itWithOwnDatabase("refuses events while its database hangs", async () => {
    const stage = runningStage();
    const id = unique();
    await stage.pause("mongodb/1");
    try {
      const json = postEvent(id);
      const headers = asService("posts-api");
      const reply = await callBus("POST", "/events", { json, headers });
      await expectProblem(reply, 503);
    } finally {
      await stage.resume("mongodb/1");
    }

    await until("the event is accepted", () => publish(id).then(() => true), {
      withinMs: 20_000,
    });
  });

  it("takes four types, each of its own service", async () => {
    const post = (json: object, service = "posts-api") =>
      callBus("POST", "/events", { json, headers: asService(service) });

    const unknown = await expectProblem(
      await post({ ...event(), type: "PostLiked" }),
      400,
    );
    const other = await expectProblem(
      await post({ ...event(), type: "CommentUpdated" }),
      403,
    );
    const huge = await expectProblem(
      await post({ ...event(), data: { text: "x".repeat(70_000) } }),
      400,
    );

    expect(JSON.stringify(unknown)).to.include(
      "PostCreated, CommentCreated, CommentModerated, CommentUpdated",
    );
    expect(other.detail).to.include("comments-api");
    expect(fieldsOf(huge)).to.deep.equal(["data"]);
    const json = event();
    await expectProblem(await callBus("POST", "/events", { json }), 403);
    const headers = {};
    await expectProblem(await callBus("GET", "/events", { headers }), 401);
  });

  it("is measured", async () => {
    const count = () =>
      metric("event-bus", "event_bus_events_total", { type: "PostCreated" });
    const before = await count();

    await publish(unique());

    expect(await count()).to.equal(before + 1);
  });
});

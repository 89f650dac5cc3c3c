// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { pathTo, type Span } from "../../lessons/traces.ts";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { fillCart } from "../faults/shop.ts";
import {
  headersOf,
  newTraceId,
  servedBy,
  traceWith,
} from "../faults/traces.ts";
import { metric } from "../hardening/metrics.ts";
import { itWithOwnBroker, runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { atOnce } from "../samples.ts";
import { store } from "../store.ts";
import { expectAnnounced } from "./announcements.ts";
import { signUp, signUpQuickly } from "./doors.ts";

const healthOf = async (service: string) => {
  const url = `${runningStage().url(service)}/health`;
  const reply = await fetch(url, { signal: AbortSignal.timeout(1_900) });
  return { status: reply.status, ...(await reply.json()) };
};

const failedAttempts = () =>
  metric("user-queue", "broker_consumed_total", {
    ...{ queue: "user-slack", outcome: "retry" },
  });

describe("a sign-up", () => {
  it("is announced to the staff, once", async () => {
    await expectAnnounced([await signUpQuickly(), await signUp()]);
  }).timeout(90_000);

  it("succeeds at once while slack-api is down, and is announced later", async () => {
    const stage = runningStage();
    await stage.kill("slack-api/1");
    const before = await failedAttempts();
    const startedAt = performance.now();
    const users = await Promise.all(atOnce(3, () => signUpQuickly()));
    expect(performance.now() - startedAt).to.be.below(2_000);
    await until("a failed attempt", async () => {
      expect(await failedAttempts()).to.be.above(before);
    });

    await stage.restart("slack-api/1");

    await expectAnnounced(users);
  }).timeout(90_000);

  it("is one trace, up to the message", async () => {
    const traceId = newTraceId();
    await signUpQuickly(headersOf(traceId));

    const spans = await traceWith(traceId, (found) => {
      const posted = servedBy("slack-api", found);
      return posted !== undefined && pathTo(posted, found).length === 7;
    });

    const posted = servedBy("slack-api", spans) as Span;
    expect(pathTo(posted, spans)).to.deep.equal([
      "gateway: post /user",
      "gateway: post /user",
      "user-api: post /user",
      "user-api: publish user.created",
      "user-queue: consume user.created",
      "user-queue: post /",
      "slack-api: post /",
    ]);
  });
});

describe("two processes of user-queue", () => {
  itInFull("share the work", async () => {
    const stage = runningStage();
    await stage.scale("user-queue", 2);
    try {
      const consumedBy = async (index: number) => {
        const url = `${stage.url("user-queue", index)}/metrics`;
        const text = await (await fetch(url)).text();
        const line = /^broker_consumed_total\{.*"done".*\} (\d+)$/m;
        return Number(line.exec(text)?.[1] ?? 0);
      };
      const done = () => Promise.all([1, 2].map(consumedBy));
      await until("both consume", async () => {
        await signUpQuickly();
        expect((await done())[1]).to.be.above(0);
      });
      const before = await done();

      const users = await Promise.all(atOnce(20, () => signUpQuickly()));
      await expectAnnounced(users);

      const after = await done();
      const counts = after.map((count, i) => count - (before[i] ?? 0));
      expect(Math.min(...counts)).to.be.at.least(5);
    } finally {
      await stage.scale("user-queue", 1);
    }
  })?.timeout(90_000);
});

/** They publish later, or lose what only tells pages of a change. */
const withoutBroker = [
  ...["user-api", "inventory-api", "shoppingcart-api"],
  ...["gateway", "query-api"],
];

describe("a broker that is down", () => {
  itWithOwnBroker("stops user-queue, but no sign-up and no sale", async () => {
    const stage = runningStage();
    const { number } = await sell(book, { stock: 5 });
    const cartId = await fillCart(number);
    await stage.kill("rabbitmq/1");
    const early = await signUpQuickly();
    const startedAt = performance.now();
    await store.stock.set(number, 8);
    await store.carts.checkout(cartId);
    expect(performance.now() - startedAt).to.be.below(2_000);

    await until("all have noticed it", async () => {
      for (const service of withoutBroker) {
        const { status, checks } = await healthOf(service);
        const seen = [status, checks.broker.status];
        expect(seen, service).to.deep.equal(["UP", "DEGRADED"]);
      }
      const queue = await fetch(`${stage.url("user-queue")}/health`);
      expect(queue.status).to.equal(503);
    });
    await stage.restart("user-api/1");
    const late = await signUpQuickly();

    await stage.restart("rabbitmq/1");
    await expectAnnounced([early, late]);
    await until("user-queue is healthy", async () => {
      expect(await healthOf("user-queue")).to.deep.include({ status: "UP" });
    });
  }).timeout(90_000);
});

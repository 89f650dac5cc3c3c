import { expect } from "chai";
import { describe, it } from "mocha";
import type { Payment } from "../src/payment.ts";
import { createPaymentService } from "../src/payment-service.ts";
import { createFakeProcessor } from "./fake-processor.ts";
import { createPaymentRepositoryInMemory } from "./payment-repository-in-memory.ts";

const histories = process.env.TEST_ALL ? 20_000 : 500;
const orderIds = ["order-1", "order-2"];
const tokens = ["tok_visa", "tok_requires_action", "tok_declined", "tok_bad"];

/** The process has crashed: this call does nothing any more. */
class Crash extends Error {}

/** Numbers from 0 to 1, the same for each seed (mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  return function random() {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Late = (() => Promise<unknown>)[];

/** Random calls, a few at once, that crash at random points. */
async function play(seed: number) {
  const random = createRandom(seed);
  const pick = <T>(list: T[]) => list[Math.floor(random() * list.length)] as T;
  const fake = createFakeProcessor();
  const payments = createPaymentRepositoryInMemory();
  const customers = { has: async () => true };

  async function pass() {
    for (let ticks = random() * 8; ticks > 1; ticks--) await undefined;
    if (random() < 0.06) throw new Crash();
  }

  /** The same methods, with time and perhaps a crash before and after. */
  const fragile = <T extends object>(parts: T, late: Late = []): T =>
    Object.fromEntries(
      Object.entries(parts).map(([name, run]) => [
        name,
        async (...args: unknown[]) => {
          // Sent by a process that has crashed since.
          await pass().catch((crash) => {
            if (random() < 0.5) late.push(() => run(...args));
            throw crash;
          });
          const result = await run(...args);
          await pass();
          return result;
        },
      ]),
    ) as T;

  const lateWrites: Late = [];
  const lateCharges: Late = [];
  const deliver = async (late: Late) => {
    for (const run of late.splice(0)) await run().catch(() => {});
  };
  const service = createPaymentService(
    fragile(payments, lateWrites),
    fragile(customers),
    fragile(fake.processor, lateCharges),
  );
  const isPaid = new Set<string>();
  const isUndone = new Set<string>();
  const note = ({ orderId, status }: Payment) => {
    if (status === "PAID") isPaid.add(orderId);
  };

  const order = (orderId: string) => ({
    ...{ orderId, customerReference: "alice", token: pick(tokens) },
    ...{ amountMinor: pick([100, 100, 200]), currency: "eur" },
  });

  const calls: ((orderId: string) => Promise<unknown>)[] = [
    async (orderId) => note(await service.pay(order(orderId))),
    async (orderId) => note(await service.pay(order(orderId))),
    async (orderId) => note(await service.complete(orderId, random() < 0.7)),
    async (orderId) => {
      isUndone.add(orderId);
      const { status } = await service.cancel(orderId);
      // The reply promises it: from now on, no money is taken.
      if (status === "CANCELLED") expect(await balance(orderId)).to.equal(0);
    },
    async (orderId) => {
      isUndone.add(orderId);
      await service.refund(orderId);
    },
    // On the page of the processor.
    (orderId) => fake.complete(orderId, random() < 0.7),
    () => service.recover(-1),
  ];

  async function balance(orderId: string) {
    const moved = await fake.moved(orderId);
    return moved.length % 2;
  }

  for (let rounds = 4 + random() * 8; rounds > 0; rounds--) {
    if (random() < 0.3) await deliver(lateWrites);
    if (random() < 0.3) await deliver(lateCharges);
    const started = [1, 2, 3].map(() => pick(calls)(pick(orderIds)));
    for (const end of await Promise.allSettled(started)) {
      const isBug = end.status === "rejected" && isAssertion(end.reason);
      if (isBug) throw end.reason;
    }
  }
  await deliver(lateWrites);
  await createPaymentService(payments, customers, fake.processor).recover(-1);
  await deliver(lateCharges);
  return { ...fake, payments, isPaid, isUndone };
}

const isAssertion = (error: Error) =>
  error.name === "AssertionError" || error instanceof TypeError;

/** What the ledger has to contain for each state of a payment. */
const ledgers: Record<string, string[]> = {
  none: [""],
  PAID: ["CHARGE"],
  DECLINED: [""],
  REQUIRES_ACTION: [""],
  CANCELLED: ["", "CHARGE VOID"],
  REFUNDED: ["CHARGE REFUND"],
};

describe(`${histories} random histories of payments with crashes`, () => {
  it("end with at most one charge of each order, as the payment says", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= histories; seed++) {
      const { payments, ledger, isPaid, isUndone } = await play(seed);
      for (const orderId of orderIds) {
        const { status = "none", openSince } =
          (await payments.find(orderId)) ?? {};
        const moved = (await ledger())
          .filter(({ key }) => key === orderId)
          .map(({ type }) => type)
          .join(" ");
        const what = `seed ${seed}, ${orderId} is ${status}`;
        // The processor is asked about it again and again.
        const isOpen = status === "REQUIRES_ACTION";
        expect(openSince !== undefined, what).to.equal(isOpen);
        expect(ledgers[status], what).to.include(moved);
        if (isPaid.has(orderId) && !isUndone.has(orderId)) {
          expect(status, what).to.equal("PAID");
        }
        seen.add(`${status} ${moved}`);
      }
    }
    const possible = Object.entries(ledgers).flatMap(([status, texts]) =>
      texts.map((text) => `${status} ${text}`),
    );
    expect([...seen]).to.have.members(possible);
  }).timeout(120_000);
});

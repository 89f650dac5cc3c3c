import { expect } from "chai";
import { describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import type { UnpaidOrder } from "../src/payment.ts";
import { crashing, type Moment } from "./crashes.ts";
import { expectWhole } from "./expect-whole.ts";
import { createStore, dune, type Process, startProcess } from "./test-store.ts";

type Store = ReturnType<typeof createStore>;
type Scenario = {
  fact: string;
  /** What customers and staff do with a filled cart, by one process. */
  play: (process: Process) => Promise<unknown>;
  /** How many orders there may be in the end, if there was a crash. */
  orders: number[];
};

const key = "k1";
const token = "tok_requires_action";
const quietly = (promise: Promise<unknown>) => promise.catch(() => {});

async function complete({ checkout, completePayment }: Process, yes: boolean) {
  const { orderId } = (await checkout("ann", { token, key })) as UnpaidOrder;
  return completePayment("ann", orderId, yes);
}

const scenarios: Scenario[] = [
  {
    fact: "is paid at once",
    play: ({ checkout }) => checkout("ann", { key }),
    orders: [0, 1],
  },
  {
    fact: "is declined",
    play: ({ checkout }) => checkout("ann", { token: "tok_declined", key }),
    orders: [0],
  },
  {
    fact: "is confirmed by its customer",
    play: (process) => complete(process, true),
    orders: [0, 1],
  },
  {
    fact: "is rejected by its customer",
    play: (process) => complete(process, false),
    orders: [0],
  },
  {
    fact: "is clicked twice",
    play: ({ checkout }) =>
      Promise.all([checkout("ann", { key }), checkout("ann", { key })]),
    orders: [0, 1],
  },
  {
    fact: "is recovered",
    async play(process) {
      await process.checkout("ann", { token, key });
      await process.recover();
    },
    orders: [0],
  },
  {
    fact: "is refunded",
    async play({ checkout, refund }) {
      const { orderId } = await checkout("ann", { key });
      await refund(orderId);
    },
    orders: [0, 1],
  },
];

const moments: Moment[] = ["unsent", "done", "late"];

async function fill(store: Store) {
  await store.ports.carts.addLine("ann", {
    ...{ ...dune, title: "Dune", quantity: 2, priceCents: 500 },
  });
}

/** Plays until the crash at this call; undefined if there was none. */
async function crash(
  store: Store,
  { play }: Scenario,
  crashAt: number,
  moment: Moment,
) {
  await fill(store);
  const fragile = crashing(store.ports, crashAt, moment);
  await quietly(play(startProcess(fragile.ports)));
  return fragile.hasCrashed() ? fragile : undefined;
}

/** Calls the test with each call of a scenario at which it can crash. */
async function eachCrash(
  scenario: Scenario,
  test: (
    store: Store,
    crashed: ReturnType<typeof crashing>,
    what: string,
  ) => Promise<void>,
) {
  for (const moment of moments) {
    for (let crashAt = 1; ; crashAt++) {
      const { database, close } = openTestDatabase();
      try {
        const store = createStore(database);
        const crashed = await crash(store, scenario, crashAt, moment);
        // All calls of all scenarios would be fewer.
        if (!crashed) {
          expect(crashAt, "calls").to.be.greaterThan(8);
          break;
        }
        const what = `call ${crashAt}, ${crashed.names.at(-1)}, ${moment}`;
        await test(store, crashed, what);
      } finally {
        await close();
      }
    }
  }
}

describe("a process that crashes at any call while a checkout", () => {
  for (const scenario of scenarios) {
    const { fact, play, orders } = scenario;

    it(`${fact}: the order is whole, or nothing is taken`, async () => {
      const ends = new Set<number>();
      await eachCrash(scenario, async (store, crashed, what) => {
        await startProcess(store.ports).recover();
        await crashed.deliverLate();
        await startProcess(store.ports).recover();

        ends.add((await expectWhole(store, "ann", what)).length);
      });
      expect([...ends]).to.have.members(orders);
    }).timeout(60_000);

    it(`${fact}: its client can repeat it`, async () => {
      await eachCrash(scenario, async (store, crashed, what) => {
        await quietly(play(startProcess(store.ports)));
        await crashed.deliverLate();
        await startProcess(store.ports).recover();

        const confirmed = await expectWhole(store, "ann", what);
        expect(confirmed.length, what).to.be.at.most(1);
      });
    }).timeout(60_000);
  }
});

// @long

import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { crashing, type Moment } from "./crashes.ts";
import { expectWhole } from "./expect-whole.ts";
import { createStore, dune, type Process, startProcess } from "./test-store.ts";

type Database = ReturnType<typeof openTestDatabase>["database"];
type Crashed = ReturnType<typeof crashing> & {
  store: ReturnType<typeof createStore>;
  cartId: string;
  what: string;
};
type Scenario = {
  fact: string;
  /** What a customer and the staff do with a filled cart, by one process. */
  play: (process: Process, cartId: string) => Promise<unknown>;
  /** How many orders there may be in the end, if there was a crash. */
  orders: number[];
};

const line = { ...dune, title: "Dune", quantity: 2, priceCents: 500 };
const key = "k1";
const token = "tok_requires_action";
const quietly = (promise: Promise<unknown>) => promise.catch(() => {});

async function complete(process: Process, cartId: string, approved: boolean) {
  const { checkout, completePayment } = process;
  const { orderId } = await checkout(cartId, { token, key });
  return completePayment(cartId, orderId, approved);
}

const scenarios: Scenario[] = [
  {
    fact: "is paid at once",
    play: ({ checkout }, cartId) => checkout(cartId, { key }),
    orders: [0, 1],
  },
  {
    fact: "is declined",
    play: ({ checkout }, cartId) =>
      checkout(cartId, { token: "tok_declined", key }),
    orders: [0],
  },
  {
    fact: "is confirmed by its customer",
    play: (process, cartId) => complete(process, cartId, true),
    orders: [0, 1],
  },
  {
    fact: "is rejected by its customer",
    play: (process, cartId) => complete(process, cartId, false),
    orders: [0],
  },
  {
    fact: "is clicked twice",
    play: ({ checkout }, cartId) =>
      Promise.all([checkout(cartId, { key }), checkout(cartId, { key })]),
    orders: [0, 1],
  },
  {
    fact: "is recovered",
    async play({ checkout, recover }, cartId) {
      await checkout(cartId, { token, key });
      await recover();
    },
    orders: [0],
  },
  {
    fact: "is refunded",
    async play({ checkout, refund }, cartId) {
      const { orderId } = await checkout(cartId, { key });
      await refund(orderId);
    },
    orders: [0, 1],
  },
];

const moments: Moment[] = ["unsent", "done", "late"];

/** Calls the test for each call of a scenario at which it can crash. */
async function eachCrash(
  { play }: Scenario,
  database: Database,
  test: (crashed: Crashed) => Promise<void>,
) {
  for (const moment of moments) {
    for (let crashAt = 1; ; crashAt++) {
      const store = createStore(database);
      const cartId = randomUUID();
      await store.ports.carts.addLine(cartId, line);
      const fragile = crashing(store.ports, crashAt, moment);
      await quietly(play(startProcess(fragile.ports), cartId));
      if (!fragile.hasCrashed()) {
        expect(crashAt).to.be.greaterThan(8);
        break;
      }
      const what = `call ${crashAt}, ${fragile.names.at(-1)}, ${moment}`;
      await test({ store, cartId, what, ...fragile });
    }
  }
}

describe("a process that crashes at any call while a checkout", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  before(() => {
    testDatabase = openTestDatabase();
  });
  after(() => testDatabase.close());

  for (const scenario of scenarios) {
    const { fact, play, orders } = scenario;

    it(`${fact}: the order is whole, or nothing is taken`, async () => {
      const ends = new Set<number>();
      await eachCrash(scenario, testDatabase.database, async (crashed) => {
        const { store, cartId, what, deliverLate } = crashed;
        await startProcess(store.ports).recover();
        await deliverLate();
        await startProcess(store.ports).recover();

        ends.add((await expectWhole(store, cartId, what)).length);
      });
      expect([...ends]).to.have.members(orders);
    }).timeout(60_000);

    it(`${fact}: its client can repeat it`, async () => {
      await eachCrash(scenario, testDatabase.database, async (crashed) => {
        const { store, cartId, what, deliverLate } = crashed;
        await quietly(play(startProcess(store.ports), cartId));
        await deliverLate();
        await startProcess(store.ports).recover();

        const confirmed = await expectWhole(store, cartId, what);
        expect(confirmed.length, what).to.be.at.most(1);
      });
    }).timeout(60_000);
  }
});

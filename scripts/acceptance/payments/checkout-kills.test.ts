// @from-99 @long

import { expect } from "chai";
import { after, before, describe } from "mocha";
import { MongoClient } from "mongodb";
import { inFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { itWithPause, restartWith, runningStage } from "../hooks.ts";
import { checkOut, fillCart } from "./buyer.ts";
import { startProcessorProxy } from "./processor-proxy.ts";
import { expectWholeOrders, readAll } from "./whole-orders.ts";

const cart = "shoppingcart-api/1";
const payment = "payment-api/1";
const customer = "customer-api/1";
const processor = "payment-processor/1";

/** A step of a checkout, held by a process that is paused. */
type Step = {
  fact: string;
  paused: string;
  victims: string[];
  isReached: (cartId: string) => Promise<boolean>;
};

async function isReserved(cartId: string): Promise<boolean> {
  const { carts } = await readAll();
  const orderId = carts.find(({ _id }) => _id === cartId)?.checkout?.orderId;
  const client = new MongoClient(runningStage().mongodbUrl);
  try {
    const reservations = client
      .db("inventory-api")
      .collection<{ _id: string; status: string }>("reservations");
    const found = await reservations.findOne({ _id: orderId ?? "" });
    return found?.status === "RESERVED";
  } finally {
    await client.close();
  }
}

async function isBegun(cartId: string): Promise<boolean> {
  const { carts } = await readAll();
  return carts.some(({ _id, checkout }) => _id === cartId && checkout);
}

/** Whether payment-api calls the processor now. */
async function isCharging(cartId: string): Promise<boolean> {
  const { payments } = await readAll();
  const own = payments.filter((it) => it.customerReference === cartId);
  return own.some(({ status }) => status === "PENDING");
}

const steps: Step[] = [
  {
    fact: "has begun, and its stock is not reserved",
    paused: "inventory-api/1",
    victims: [cart],
    isReached: isBegun,
  },
  {
    fact: "has reserved its stock, and calls payment-api",
    paused: payment,
    victims: [cart, payment],
    isReached: isReserved,
  },
  {
    fact: "waits for customer-api",
    paused: customer,
    victims: [cart, payment, customer],
    isReached: isReserved,
  },
  {
    fact: "waits for the processor",
    paused: processor,
    victims: [cart, payment, processor],
    isReached: isCharging,
  },
];

/** Begins checkouts until one is at the step: others may be refused first. */
function reach(isReached: Step["isReached"], cartId: string) {
  const limits = { withinMs: 30_000, everyMs: 200 };
  return until(
    "a checkout is at the step",
    async () => {
      let isOver = false;
      const cut = checkOut(cartId)
        .catch(() => {})
        .finally(() => {
          isOver = true;
        });
      const isDecided = async () => (await isReached(cartId)) || isOver;
      await until("its end or the step", isDecided, limits);
      expect(isOver).to.equal(false);
      return { cut };
    },
    limits,
  );
}

/** Begins a checkout, and kills the victim at the step. */
async function killAt(step: Step, victim: string) {
  const stage = runningStage();
  const { cartId, sale } = await fillCart();
  await stage.pause(step.paused);
  const { cut } = await reach(step.isReached, cartId);
  await stage.kill(victim);
  if (victim !== step.paused) await stage.resume(step.paused);
  await cut;
  await stage.restart(victim);
  return { cartId, sale };
}

const isBought = async (cartId: string) =>
  (await checkOut(cartId)).status === 201;

describe("a process that is killed while a checkout goes on", () => {
  itWithPause("leaves it paid and confirmed, or not charged", async () => {
    const killed = [];
    // The later kills happen while the first checkouts are being recovered.
    for (const step of steps) {
      const { fact, victims } = step;
      const chosen = process.env.TEST_ALL ? victims : victims.slice(-1);
      for (const victim of chosen) {
        killed.push({ fact, ...(await killAt(step, victim)) });
      }
    }

    for (const { fact, sale, cartId } of killed) {
      const confirmed = await expectWholeOrders(sale);
      expect(confirmed, fact).to.have.length.at.most(1);
      // Nothing is left that would hold up the customer.
      if (confirmed.length > 0) continue;
      await until(`the cart is bought that ${fact}`, () => isBought(cartId), {
        withinMs: 20_000,
        everyMs: 200,
      });
      expect(await expectWholeOrders(sale), fact).to.have.length(1);
    }
    expect(killed).to.have.length.at.least(steps.length);
  }).timeout(240_000);
});

const victims = [cart, payment, processor, customer];

describe("a process that is killed when the card is charged", () => {
  let proxy: Awaited<ReturnType<typeof startProcessorProxy>>;

  before(async () => {
    const stage = runningStage();
    proxy = await startProcessorProxy(stage.url("payment-processor"));
    await restartWith(payment, { PAYMENT_PROCESSOR_URL: proxy.url });
  });
  after(async () => {
    await restartWith(payment, { PAYMENT_PROCESSOR_URL: "" });
    proxy.close();
  });

  inFull(itWithPause)(
    "leaves each order paid once, or not paid at all",
    async () => {
      const stage = runningStage();
      const sales = [];
      for (const victim of victims) {
        const { cartId, sale } = await fillCart();
        proxy.hold();
        const isCharged = async () => proxy.held.splice(0).length > 0;
        const { cut } = await reach(isCharged, cartId);
        await stage.kill(victim);
        await cut;
        await stage.restart(victim);
        proxy.release();
        sales.push(sale);
      }

      for (const sale of sales) {
        const confirmed = await expectWholeOrders(sale);
        expect(confirmed).to.have.length.at.most(1);
      }
      expect(sales).to.have.length(victims.length);
    },
  )?.timeout(240_000);
});

/** Begins a checkout, and pauses shoppingcart-api until it is paid. */
async function payUnnoticed(cartId: string) {
  const stage = runningStage();
  await stage.pause(processor);
  const { cut } = await reach(isCharging, cartId);
  await stage.pause(cart);
  await stage.resume(processor);
  try {
    await until("it is paid", () => isPaid(cartId));
    return { ended: cut };
  } catch (error) {
    // The call of the processor had ended before.
    await stage.resume(cart);
    await cut;
    throw error;
  }
}

describe("shoppingcart-api, killed before it knows of a charge,", () => {
  itWithPause("returns the money, the stock and the cart", async () => {
    const stage = runningStage();
    const { cartId, sale } = await fillCart();
    const limits = { withinMs: 60_000 };
    const cut = await until("it is paid", () => payUnnoticed(cartId), limits);
    await stage.kill(cart);
    await cut.ended;
    await stage.restart(cart);

    expect(await expectWholeOrders(sale)).to.deep.equal([]);
    const { payments } = await readAll();
    const own = payments.filter((it) => it.customerReference === cartId);
    const statuses = new Set(own.map(({ status }) => status));
    expect([...statuses]).to.deep.equal(["CANCELLED"]);
  }).timeout(120_000);
});

async function isPaid(cartId: string) {
  const { payments } = await readAll();
  const own = payments.filter((it) => it.customerReference === cartId);
  return own.some(({ status }) => status === "PAID");
}

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  Conflict,
  FailedPrecondition,
  Invalid,
  NotFound,
  PaymentRequired,
  Unavailable,
} from "#commons/errors.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import type { Order } from "../src/order.ts";
import type { Payment, UnpaidOrder } from "../src/payment.ts";
import {
  createStore,
  dune,
  failure,
  gift,
  type Ports,
  startProcess,
  treasure,
  unavailable,
} from "./test-store.ts";

describe("the payment of a checkout", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let store: ReturnType<typeof createStore>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    store = createStore(testDatabase.database);
  });
  afterEach(() => testDatabase.close());

  /** A process, and the cart of ann with two copies. */
  async function fill(changed: Partial<Ports> = {}, cartId = "ann") {
    const started = startProcess({ ...store.ports, ...changed });
    await started.carts.addLine(cartId, { ...dune, quantity: 2 });
    return started;
  }

  const buy = async (ends: Promise<Order | UnpaidOrder>) =>
    (await ends) as Order;
  const begin = async (ends: Promise<Order | UnpaidOrder>) =>
    (await ends) as UnpaidOrder;

  /** Nothing is taken, and the cart is as it was. */
  async function expectUntouched(started = startProcess(store.ports)) {
    expect(store.reserved.size).to.equal(0);
    const { lines } = await started.carts.setQuantity(
      { cartId: "ann", number: dune.number },
      2,
    );
    expect(lines).to.have.length(1);
    const listed = await started.listOrders({ cartId: "ann", limit: 9 });
    expect(listed.items).to.deep.equal([]);
  }

  it("takes the price of the lines, with the card on file", async () => {
    const { checkout } = await fill();

    const order = await buy(checkout("ann", {}));

    expect(order).to.include({ status: "CONFIRMED", payment: "PAID" });
    expect(order.totalCents).to.equal(1_000);
    expect(store.payments.movesOf(order.orderId)).to.deep.equal([1_000]);
  });

  it("is declined with the reason; stock and cart are as before", async () => {
    const { checkout, recover } = await fill();

    const error = await failure(checkout("ann", { token: "tok_declined" }));

    expect(error).to.be.instanceOf(PaymentRequired);
    expect(error.members).to.deep.equal({ reason: "The card was declined." });
    await expectUntouched();
    await recover();
    expect((await buy(checkout("ann", {}))).payment).to.equal("PAID");
    expect(store.payments.ledger.size).to.equal(1);
  });

  it("takes nothing while payment-api is down", async () => {
    const down = { ...store.ports.payments, pay: unavailable };
    const { checkout } = await fill({
      payments: { ...down, cancel: unavailable },
    });

    const error = await failure(checkout("ann", {}));

    expect(error).to.be.instanceOf(Unavailable);
    await expectUntouched();
  });

  it("is given back if its reply was lost", async () => {
    const { pay } = store.ports.payments;
    const { checkout, recover } = await fill({
      payments: {
        ...store.ports.payments,
        pay: (order) => pay(order).then(unavailable),
      },
    });

    await failure(checkout("ann", {}));

    await expectUntouched();
    await recover();
    const moves = [...store.payments.ledger.values()];
    expect(moves).to.deep.equal([[1_000, -1_000]]);
  });

  it("is not asked for what is short", async () => {
    const reserve = async () => {
      throw new Conflict("short", { members: { shortages: [] } });
    };
    const { checkout } = await fill({
      inventory: { ...store.ports.inventory, reserve },
    });

    const error = await failure(checkout("ann", {}));

    expect(error).to.be.instanceOf(Conflict);
    expect(store.payments.ledger.size).to.equal(0);
    await expectUntouched();
  });

  it("is not made for a customer that payment-api does not know", async () => {
    const { checkout, carts } = await fill({}, "stranger");

    const error = await failure(checkout("stranger", {}));

    expect(error).to.be.instanceOf(Conflict);
    expect(error.message).to.equal("There is no such customer.");
    expect(store.reserved.size).to.equal(0);
    expect((await carts.get("stranger")).lines).to.have.length(1);
  });

  it("is not made without an address where it can be confirmed", async () => {
    const open = { status: "REQUIRES_ACTION", reason: "", actionUrl: "" };
    const pay = async () => open as Payment;
    const { checkout } = await fill({
      payments: { ...store.ports.payments, pay },
    });

    const error = await failure(checkout("ann", {}));

    expect(error).to.be.instanceOf(Unavailable);
    await expectUntouched();
  });

  it("refuses a card that the processor does not know", async () => {
    const { checkout } = await fill();

    const error = await failure(checkout("ann", { token: "tok_none" }));

    expect(error).to.be.instanceOf(Invalid);
    await expectUntouched();
  });

  it("is not asked for an order that costs nothing", async () => {
    const down = { pay: unavailable, refund: unavailable };
    const { carts, checkout, refund } = startProcess({
      ...store.ports,
      payments: { ...store.ports.payments, ...down },
    });
    await carts.addLine("ann", { ...gift, quantity: 1 });

    const { orderId } = await buy(checkout("ann", {}));

    expect((await refund(orderId)).payment).to.equal("REFUNDED");
  });

  it("takes less than a million", async () => {
    const { carts, checkout } = await fill();
    await carts.addLine("ann", { ...treasure, quantity: 100 });

    const error = await failure(checkout("ann", {}));

    expect(error).to.be.instanceOf(Conflict);
    expect(error.message).to.include("999,999.99");
    expect(store.reserved.size).to.equal(0);
  });

  it("is one for a double click, by the card of the first", async () => {
    const { payments } = store.ports;
    let calls = 0;
    let join = () => {};
    const isJoined = new Promise<void>((resolve) => {
      join = resolve;
    });
    const { checkout } = await fill({
      payments: {
        ...payments,
        async pay(order) {
          if (++calls === 2) join();
          await isJoined;
          return payments.pay(order);
        },
      },
    });

    const [first, second] = await Promise.all([
      buy(checkout("ann", { token: "tok_visa" })),
      buy(checkout("ann", { token: "tok_visa" })),
    ]);

    expect(second.orderId).to.equal(first.orderId);
    expect(store.payments.ledger.size).to.equal(1);
    expect(store.payments.movesOf(first.orderId)).to.deep.equal([1_000]);
  });

  it("cancels a checkout that another process has cancelled", async () => {
    const other = startProcess(store.ports);
    const { payments } = store.ports;
    const { checkout } = await fill({
      payments: {
        ...payments,
        async pay(order) {
          await other.recover();
          return payments.pay(order);
        },
      },
    });

    const error = await failure(checkout("ann", {}));

    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.include("took too long");
    expect(store.payments.ledger.size).to.equal(0);
    await expectUntouched();
  });

  describe("that requires an action", () => {
    const token = "tok_requires_action";

    it("goes on when the customer has confirmed it", async () => {
      const { checkout, completePayment, carts } = await fill();

      const unpaid = await begin(checkout("ann", { token }));

      const { orderId } = unpaid;
      expect(unpaid.status).to.equal("PAYMENT_REQUIRES_ACTION");
      expect(unpaid.action.url).to.match(/^http:/);
      expect([...store.reserved]).to.deep.equal([orderId]);
      expect(store.payments.ledger.size).to.equal(0);
      const waiting = await carts.get("ann");
      expect(waiting.unpaid).to.deep.equal({ orderId, totalCents: 1_000 });
      const again = await begin(checkout("ann", { token }));
      expect(again).to.deep.equal(unpaid);

      const order = await buy(completePayment("ann", orderId, true));

      expect(order).to.include({ orderId, payment: "PAID" });
      expect(store.payments.movesOf(orderId)).to.deep.equal([1_000]);
      expect(await carts.get("ann")).to.deep.equal({
        ...{ cartId: "ann", lines: [], totalCents: 0 },
      });
      const repeated = await buy(completePayment("ann", orderId, true));
      expect(repeated).to.deep.equal(order);
    });

    it("comes before a payment with another card", async () => {
      const { checkout, completePayment } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));

      const error = await failure(checkout("ann", { key: "k1" }));

      expect(error).to.be.instanceOf(FailedPrecondition);
      expect(error.message).to.include(`/orders/${orderId}/payment`);
      await failure(completePayment("ann", orderId, false));
      const order = await buy(checkout("ann", { key: "k1" }));
      expect(order.payment).to.equal("PAID");
    });

    it("is an order soon if it is confirmed at the processor", async () => {
      const { checkout, recover, carts, getOrder } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));
      await store.ports.payments.complete(orderId, true);

      await recover(-1, 60_000);

      expect((await getOrder(orderId)).payment).to.equal("PAID");
      expect((await carts.get("ann")).lines).to.deep.equal([]);
      expect(store.payments.movesOf(orderId)).to.deep.equal([1_000]);
    });

    it("is an order also if the confirmation is found late", async () => {
      const { checkout, recover, getOrder } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));
      await store.ports.payments.complete(orderId, true);

      await recover(-1, -1);

      expect((await getOrder(orderId)).payment).to.equal("PAID");
    });

    it("is undone soon if it is rejected at the processor", async () => {
      const { checkout, recover } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));
      await store.ports.payments.complete(orderId, false);

      await recover(-1, 60_000);

      await expectUntouched();
    });

    it("waits while payment-api is down, for minutes at most", async () => {
      const { checkout, recover } = await fill({
        payments: { ...store.ports.payments, find: unavailable },
      });
      await begin(checkout("ann", { token }));

      await recover(-1, 60_000);
      expect(store.reserved.size).to.equal(1);
      await recover(-1, -1);

      await expectUntouched();
    });

    it("is an order if it is rejected after its confirmation", async () => {
      const { checkout, completePayment } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));
      await store.ports.payments.complete(orderId, true);

      const order = await buy(completePayment("ann", orderId, false));

      expect(order).to.include({ status: "CONFIRMED", payment: "PAID" });
      expect(store.payments.movesOf(orderId)).to.deep.equal([1_000]);
    });

    it("is undone when the customer rejects it", async () => {
      const { checkout, completePayment } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));

      const error = await failure(completePayment("ann", orderId, false));

      expect(error).to.be.instanceOf(PaymentRequired);
      expect(error.members.reason).to.equal("You rejected it.");
      await expectUntouched();
      const late = await failure(completePayment("ann", orderId, true));
      expect(late).to.be.instanceOf(NotFound);
    });

    it("is undone when the customer does nothing for minutes", async () => {
      const { checkout, recover, completePayment } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));

      await recover(-1, 60_000);
      expect([...store.reserved]).to.deep.equal([orderId]);
      await recover(-1, -1);

      await expectUntouched();
      const late = await failure(completePayment("ann", orderId, true));
      expect(late).to.be.instanceOf(NotFound);
      expect(store.payments.ledger.size).to.equal(0);
    });

    it("is undone soon if a crash follows the customer's action", async () => {
      const { checkout, recover } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));
      await store.ports.carts.resumeCheckout("ann", orderId);
      await store.ports.payments.complete(orderId, true);

      await recover(-1, 60_000);

      await expectUntouched();
      expect(store.payments.movesOf(orderId)).to.deep.equal([1_000, -1_000]);
    });

    it("is not there for another customer", async () => {
      const { checkout, completePayment } = await fill();
      const { orderId } = await begin(checkout("ann", { token }));

      const early = await failure(completePayment("bob", orderId, true));
      await completePayment("ann", orderId, true);
      const late = await failure(completePayment("bob", orderId, true));

      expect(early).to.be.instanceOf(NotFound);
      expect(late).to.be.instanceOf(NotFound);
    });
  });

  describe("with an Idempotency-Key", () => {
    it("gets the same refusal when it is repeated", async () => {
      const { checkout } = await fill();
      const sent = { token: "tok_declined", key: "k1" };
      const first = await failure(checkout("ann", sent));

      const second = await failure(checkout("ann", { key: "k1" }));

      expect(second).to.be.instanceOf(PaymentRequired);
      expect(second.message).to.equal(first.message);
      expect(second.members).to.deep.equal(first.members);
      expect(store.payments.ledger.size).to.equal(0);
    });

    it("is tried again after a refusal that may be temporary", async () => {
      let isKnown = false;
      const { pay } = store.ports.payments;
      const { checkout } = await fill({
        payments: {
          ...store.ports.payments,
          async pay(order) {
            if (isKnown) return pay(order);
            throw new FailedPrecondition("There is no such customer.");
          },
        },
      });
      await failure(checkout("ann", { key: "k1" }));
      isKnown = true;

      const order = await buy(checkout("ann", { key: "k1" }));

      expect(order.payment).to.equal("PAID");
    });

    it("gets the order that its customer has confirmed since", async () => {
      const { checkout, completePayment } = await fill();
      const sent = { token: "tok_requires_action", key: "k1" };
      const { orderId } = await begin(checkout("ann", sent));
      expect((await begin(checkout("ann", sent))).orderId).to.equal(orderId);
      const order = await buy(completePayment("ann", orderId, true));

      expect(await buy(checkout("ann", sent))).to.deep.equal(order);
      expect(store.payments.ledger.size).to.equal(1);
    });
  });
});

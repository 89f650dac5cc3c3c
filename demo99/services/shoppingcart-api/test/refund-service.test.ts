import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { NotFound, Unavailable } from "#commons/errors.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import type { Order } from "../src/order.ts";
import {
  createStore,
  dune,
  failure,
  type Ports,
  startProcess,
  unavailable,
} from "./test-store.ts";

describe("a refund", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let store: ReturnType<typeof createStore>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    store = createStore(testDatabase.database);
  });
  afterEach(() => testDatabase.close());

  async function buy(changed: Partial<Ports> = {}) {
    const { carts, checkout } = startProcess(store.ports);
    await carts.addLine("ann", { ...dune, quantity: 2 });
    const order = (await checkout("ann", {})) as Order;
    return { order, ...startProcess({ ...store.ports, ...changed }) };
  }

  it("returns money and stock once, and the order shows it", async () => {
    const { order, refund, getOrder } = await buy();
    const { orderId } = order;

    const refunded = await refund(orderId);

    expect(refunded).to.deep.equal({ ...order, payment: "REFUNDED" });
    expect(await getOrder(orderId)).to.deep.equal(refunded);
    expect(await refund(orderId)).to.deep.equal(refunded);
    expect(store.payments.movesOf(orderId)).to.deep.equal([1_000, -1_000]);
    expect(store.reserved.size).to.equal(0);
  });

  for (const part of ["payments", "inventory"] as const) {
    it(`is completed later if ${part} does not answer`, async () => {
      const down = { cancel: unavailable, refund: unavailable };
      const changed = { [part]: { ...store.ports[part], ...down } };
      const { order, refund, getOrder } = await buy(changed);
      const { orderId } = order;

      expect(await failure(refund(orderId))).to.be.instanceOf(Unavailable);
      expect((await getOrder(orderId)).payment).to.equal("PAID");
      await startProcess(store.ports).recover();

      expect((await getOrder(orderId)).payment).to.equal("REFUNDED");
      expect(store.payments.balanceOf(orderId)).to.equal(0);
      expect(store.reserved.size).to.equal(0);
    });
  }

  it("is not possible for an order that is not confirmed", async () => {
    const { carts, checkout, refund } = startProcess(store.ports);
    await carts.addLine("ann", { ...dune, quantity: 2 });
    const declined = checkout("ann", { token: "tok_declined" });
    await failure(declined);
    const [cancelled] = await store.ports.orders.findOpenBefore(soon());

    for (const orderId of ["none", cancelled?.orderId ?? ""]) {
      expect(await failure(refund(orderId))).to.be.instanceOf(NotFound);
    }
    expect(cancelled?.status).to.equal("CANCELLED");
  });

  it("is completed by one of several processes", async () => {
    const { order, refund } = await buy({
      payments: { ...store.ports.payments, refund: unavailable },
    });
    await failure(refund(order.orderId));
    const { orders } = store.ports;
    const [open = order] = await orders.findOpenBefore(soon());

    const claims = [orders.reopen(open), orders.reopen(open)];

    expect(await Promise.all(claims)).to.have.members([true, false]);
  });

  it("does not keep others waiting that fail", async () => {
    const { refund: refundPayment } = store.ports.payments;
    const stuck = await buy();
    const other = await buy();
    const { orderId } = stuck.order;
    const { refund, recover } = startProcess({
      ...store.ports,
      payments: {
        ...store.ports.payments,
        refund: (id) => (id === orderId ? unavailable() : refundPayment(id)),
      },
    });
    await failure(refund(orderId));
    await store.ports.orders.beginRefund(other.order.orderId);

    expect(await failure(recover())).to.be.instanceOf(Unavailable);

    const { payment } = await other.getOrder(other.order.orderId);
    expect(payment).to.equal("REFUNDED");
  });
});

const soon = () => new Date(Date.now() + 1);

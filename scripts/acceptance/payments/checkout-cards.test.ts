// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { authorizationFor } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { atOnce, newKey, unique } from "../samples.ts";
import { send } from "../store.ts";
import {
  action,
  answer,
  checkOut,
  expectUntouched,
  fillCart,
  onHand,
  shown,
} from "./buyer.ts";
import { movedFor } from "./payments.ts";
import { expectWholeOrders, readAll } from "./whole-orders.ts";

const refund = (orderId: string, as = "/books") =>
  send("POST", `/orders/${orderId}/refund`, { headers: authorizationFor(as) });

describe("a checkout", () => {
  for (const json of [undefined, {}]) {
    it(`with the body ${JSON.stringify(json)} charges the card on file`, async () => {
      const { cartId, number } = await fillCart();

      const path = `/carts/${cartId}/checkout`;
      const response = await send("POST", path, { json });

      expect(response.status).to.equal(201);
      const { orderId, payment } = await shown(response);
      expect(payment).to.equal("PAID");
      expect(await movedFor(orderId)).to.equal("CHARGE");
      expect(await onHand(number)).to.equal(4);
    });
  }

  it("by a card that is declined takes nothing, and says why", async () => {
    const { cartId, sale } = await fillCart();

    const response = await checkOut(cartId, "tok_declined");

    const problem = await expectProblem(response, 402);
    expect(problem).to.include({ reason: "The card was declined." });
    await expectUntouched(sale);
    expect((await checkOut(cartId)).status).to.equal(201);
    expect(await expectWholeOrders(sale)).to.have.length(1);
  });

  it("by a card that the processor does not know takes nothing", async () => {
    const { cartId, sale } = await fillCart();

    for (const token of ["tok_unknown", "4242424242424242", ""]) {
      const json = { payment: { token } };
      const path = `/carts/${cartId}/checkout`;
      await expectProblem(await send("POST", path, { json }), 400);
    }

    await expectUntouched(sale);
  });

  it("of a customer without a record takes nothing", async () => {
    const { number } = await sell(book, { stock: 5 });
    const cartId = newKey();
    const line = { kind: "book", number, quantity: 1 };
    await send("POST", `/carts/${cartId}/lines`, { json: line });

    const problem = await expectProblem(await checkOut(cartId), 409);

    expect(problem.detail).to.equal("There is no such customer.");
    await expectUntouched({ number, stock: 5, cartIds: [cartId] });
  });

  it("gets 503 if the processor does not respond, and takes nothing", async () => {
    const { cartId, sale } = await fillCart();

    const startedAt = performance.now();
    await expectProblem(await checkOut(cartId, "tok_down"), 503);
    expect(performance.now() - startedAt).to.be.below(8_000);

    await expectUntouched(sale);
    expect((await checkOut(cartId)).status).to.equal(201);
    expect(await expectWholeOrders(sale)).to.have.length(1);
  });
});

describe("a checkout that requires an action", () => {
  it("is an order once it is confirmed at the processor", async () => {
    const { cartId } = await fillCart();
    const { orderId, action: asked } = await shown(
      await checkOut(cartId, action),
    );
    await expectProblem(await checkOut(cartId), 409);
    const body = new URLSearchParams({ approved: "true" });
    await fetch(asked?.url ?? "", { method: "POST", body });

    const late = await answer(cartId, orderId, false);

    expect(late.status).to.equal(201);
    expect(await movedFor(orderId)).to.equal("CHARGE");
  });

  it("makes the order when the customer has confirmed", async () => {
    const { cartId, number, sale } = await fillCart();

    const response = await checkOut(cartId, action);

    expect(response.status).to.equal(202);
    const unpaid = await shown(response);
    const { orderId } = unpaid;
    const page = await fetch(unpaid.action?.url ?? "");
    expect(page.status).to.equal(200);
    expect(await onHand(number)).to.equal(4);
    expect(await movedFor(orderId)).to.equal("");
    expect(await shown(await checkOut(cartId, action))).to.deep.equal(unpaid);

    const other = await answer(newKey(), orderId, true);
    await expectProblem(other, 404);
    const paid = await answer(cartId, orderId, true);
    expect(paid.status).to.equal(201);
    const order = await shown(paid);
    expect(order.payment).to.equal("PAID");
    expect(await shown(await answer(cartId, orderId, true))).to.deep.equal(
      order,
    );
    expect(await expectWholeOrders(sale)).to.have.length(1);
  });

  it("takes nothing when the customer rejects it", async () => {
    const { cartId, sale } = await fillCart();
    const { orderId } = await shown(await checkOut(cartId, action));

    await expectProblem(await answer(cartId, orderId, false), 402);

    await expectUntouched(sale);
    await expectProblem(await answer(cartId, orderId, true), 404);
    expect(await expectWholeOrders(sale)).to.have.length(0);
  });
});

describe("a repeated checkout", () => {
  it("is paid once by a double click", async () => {
    const { cartId, sale } = await fillCart();

    const clicks = await Promise.all(atOnce(4, () => checkOut(cartId)));

    const made = clicks.filter(({ status }) => status === 201);
    // A click that arrives when the order is made.
    for (const late of clicks.filter(({ status }) => status !== 201)) {
      const { detail } = await expectProblem(late, 409);
      expect(detail).to.equal("The cart is empty.");
    }
    const orders = await Promise.all(made.map(shown));
    const ids = new Set(orders.map(({ orderId }) => orderId));
    expect(ids.size).to.equal(1);
    expect(await movedFor([...ids].join())).to.equal("CHARGE");
    expect(await expectWholeOrders(sale)).to.have.length(1);
  });

  it("is paid once by its Idempotency-Key", async () => {
    const { cartId, sale } = await fillCart();
    const key = unique();

    const first = await shown(await checkOut(cartId, "tok_visa", key));
    const second = await shown(await checkOut(cartId, "tok_visa", key));

    expect(second).to.deep.equal(first);
    expect(await expectWholeOrders(sale)).to.have.length(1);
  });

  it("is declined once by its Idempotency-Key", async () => {
    const { cartId, sale } = await fillCart();
    const key = unique();
    for (let i = 0; i < 2; i++) {
      const response = await checkOut(cartId, "tok_declined", key);
      const problem = await expectProblem(response, 402);
      expect(problem).to.include({ reason: "The card was declined." });
    }

    const { orders } = await readAll();

    const own = orders.filter((order) => order.cartId === cartId);
    expect(own.map(({ status }) => status)).to.deep.equal(["CANCELLED"]);
    await expectUntouched(sale);
  });
});

describe("a refund", () => {
  it("returns money and stock once, by staff only", async () => {
    const { cartId, number, sale } = await fillCart();
    const { orderId } = await shown(await checkOut(cartId));
    await expectProblem(await refund(orderId, `/carts/${cartId}`), 403);

    for (let i = 0; i < 2; i++) {
      const response = await refund(orderId);
      expect(response.status).to.equal(200);
      expect((await shown(response)).payment).to.equal("REFUNDED");
    }

    expect(await movedFor(orderId)).to.equal("CHARGE REFUND");
    expect(await onHand(number)).to.equal(5);
    const customer = { headers: authorizationFor(`/carts/${cartId}`) };
    const order = await send("GET", `/orders/${orderId}`, customer);
    expect((await shown(order)).payment).to.equal("REFUNDED");
    expect(await expectWholeOrders(sale)).to.have.length(1);
    await expectProblem(await refund(newKey()), 404);
  });
});

// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import {
  action,
  answer,
  checkOut,
  expectUntouched,
  fillCart,
  shown,
} from "./buyer.ts";
import { expectWholeOrders } from "./whole-orders.ts";

describe("a checkout", () => {
  for (const name of ["payment-api", "customer-api", "payment-processor"]) {
    // payments.test.ts and checkout-cards.test.ts show the others.
    const itHere = name === "payment-api" ? it : itInFull;
    itHere(`gets 503 while ${name} is down, and takes nothing`, async () => {
      const { cartId, sale } = await fillCart();
      await runningStage().kill(`${name}/1`);

      await expectProblem(await checkOut(cartId), 503);

      await expectUntouched(sale);
      await runningStage().restart(`${name}/1`);
      const limits = { withinMs: 20_000, everyMs: 200 };
      const isBought = async () => (await checkOut(cartId)).status === 201;
      await until("a checkout succeeds", isBought, limits);
      expect(await expectWholeOrders(sale)).to.have.length(1);
    })?.timeout(90_000);
  }

  // A unit test crashes at each call of this.
  itInFull(
    "takes nothing when the customer does not answer for minutes",
    async () => {
      const cart = "shoppingcart-api/1";
      await restartWith(cart, { PAYMENT_ACTION_SECONDS: "1" });
      try {
        const { cartId, sale } = await fillCart();
        const { orderId } = await shown(await checkOut(cartId, action));

        expect(await expectWholeOrders(sale)).to.have.length(0);

        await expectUntouched(sale);
        await expectProblem(await answer(cartId, orderId, true), 404);
      } finally {
        await restartWith(cart, { PAYMENT_ACTION_SECONDS: "" });
      }
    },
  )?.timeout(90_000);
});

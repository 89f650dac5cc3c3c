// @ci-on-last

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../testing/until.ts";
import { listen, runningStage } from "./hooks.ts";
import { book, sell } from "./kinds.ts";
import { expectProblem } from "./problems.ts";
import { newKey, unique } from "./samples.ts";
import { send, store } from "./store.ts";

const buy = (cartId: string, number: string) =>
  store.carts.add(cartId, { kind: "book", number, quantity: 1 });

const checkOut = (cartId: string, key: string) =>
  send("POST", `/carts/${cartId}/checkout`, {
    headers: { "idempotency-key": key },
  });

async function replyOf(cartId: string, key: string) {
  const response = await checkOut(cartId, key);
  return { status: response.status, body: await response.text() };
}

/** Resolves when a service has logged this request. */
function untilLogged(request: string) {
  return new Promise<void>((resolve) => {
    const end = listen((_id, line) => {
      if (!line.includes(request)) return;
      end();
      resolve();
    });
  });
}

describe("a checkout with an Idempotency-Key", () => {
  it("gets the same response again, and orders once", async () => {
    const { number } = await sell(book, { stock: 5 });
    const [cartId, key] = [newKey(), unique()];
    await buy(cartId, number);

    const first = await replyOf(cartId, key);
    await buy(cartId, number);

    expect(first.status).to.equal(201);
    expect(await replyOf(cartId, key)).to.deep.equal(first);
    expect((await store.stock.get(number)).onHand).to.equal(4);
    expect((await replyOf(cartId, unique())).status).to.equal(201);
  });

  it("gets the same refusal again, without an order", async () => {
    const { number } = await sell(book, { stock: 0 });
    const [cartId, key] = [newKey(), unique()];
    await buy(cartId, number);
    const first = await expectProblem(await checkOut(cartId, key), 409);
    await store.stock.set(number, 5);

    const second = await expectProblem(await checkOut(cartId, key), 409);

    expect(second.detail).to.equal(first.detail);
    expect(second.shortages).to.deep.equal(first.shortages);
    expect((await store.stock.get(number)).onHand).to.equal(5);
  });

  it("is refused with a key that no client should send", async () => {
    const { number } = await sell(book, { stock: 5 });
    const cartId = newKey();
    await buy(cartId, number);

    const problem = await expectProblem(await checkOut(cartId, "a b"), 400);

    expect(problem.errors?.[0]?.field).to.equal("idempotency-key");
    expect((await store.carts.get(cartId)).lines).to.have.length(1);
  });

  it("orders once although the service is killed meanwhile", async () => {
    const stage = runningStage();
    for (const step of ["GET /books?", "POST /reservations"]) {
      const { number } = await sell(book, { stock: 5 });
      const [cartId, key] = [newKey(), unique()];
      await buy(cartId, number);

      const isReached = untilLogged(step);
      const cut = checkOut(cartId, key).catch(() => {});
      await isReached;
      await stage.kill("shoppingcart-api/1");
      await cut;
      await stage.restart("shoppingcart-api/1");

      const order = await until(
        "the checkout succeeds",
        async () => {
          const reply = await replyOf(cartId, key);
          if (reply.status !== 201) throw new Error(reply.body);
          return reply;
        },
        { withinMs: 20_000, everyMs: 200 },
      );
      expect(await replyOf(cartId, key)).to.deep.equal(order);
      await until(
        "one copy is sold",
        async () => (await store.stock.get(number)).onHand === 4,
        { withinMs: 15_000 },
      );
    }
  }).timeout(120_000);
});

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { callGateway, logIn } from "../auth/people.ts";
import { listen, runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { unique } from "../samples.ts";
import { store } from "../store.ts";

type Headers = Record<string, string>;

const fill = (number: string, headers: Headers) =>
  callGateway("POST", "/carts/alice/lines", {
    headers,
    json: { kind: "book", number, quantity: 1 },
  });

async function checkout(key: string, headers: Headers) {
  const response = await callGateway("POST", "/carts/alice/checkout", {
    headers: { ...headers, "idempotency-key": key },
  });
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
    const headers = await logIn("alice", "wonderland");
    await fill(number, headers);
    const key = unique();

    const first = await checkout(key, headers);
    await fill(number, headers);

    expect(first.status).to.equal(201);
    expect(await checkout(key, headers)).to.deep.equal(first);
    expect((await store.stock.get(number)).onHand).to.equal(4);
    expect((await checkout(unique(), headers)).status).to.equal(201);
  });

  it("orders once although the service is killed meanwhile", async () => {
    const stage = runningStage();
    const headers = await logIn("alice", "wonderland");
    for (const step of ["GET /books?", "POST /reservations"]) {
      const { number } = await sell(book, { stock: 5 });
      await fill(number, headers);
      const key = unique();

      const isReached = untilLogged(step);
      const cut = checkout(key, headers).catch(() => {});
      await isReached;
      await stage.kill("shoppingcart-api/1");
      await cut;
      await stage.restart("shoppingcart-api/1");

      const order = await until(
        "the checkout succeeds",
        async () => {
          const reply = await checkout(key, headers);
          if (reply.status !== 201) throw new Error(reply.body);
          return reply;
        },
        { withinMs: 20_000, everyMs: 200 },
      );
      expect(await checkout(key, headers)).to.deep.equal(order);
      await until(
        "one copy is sold",
        async () => (await store.stock.get(number)).onHand === 4,
        { withinMs: 15_000 },
      );
    }
  }).timeout(120_000);
});

// @from-06

import { expect } from "chai";
import { describe, it } from "mocha";
import { book, sell } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { unique } from "../samples.ts";
import { askToLogIn, callGateway, logIn } from "./people.ts";

/** The duration of a failing login in milliseconds. */
async function timeOf(username: string): Promise<number> {
  const start = performance.now();
  const response = await askToLogIn(username, "not the password");
  await expectProblem(response, 401);
  return performance.now() - start;
}

const isNearOne = (ratio: number) => ratio > 0.6 && ratio < 1 / 0.6;

describe("a login that fails", () => {
  it("takes the same time for a known and an unknown name", async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    // A busy machine only makes them longer: the shortest one is comparable.
    const ratio = () => Math.min(...known) / Math.min(...unknown);
    for (let round = 0; round < 10 && !isNearOne(ratio()); round++) {
      for (let turn = 0; turn < 3; turn++) {
        known.push(await timeOf("bob"));
        unknown.push(await timeOf(unique()));
      }
      // Later stages delay logins after some failures in a row.
      await logIn("bob", "builder");
    }

    expect(ratio()).to.satisfy(isNearOne);
  }).timeout(180_000);

  it("does not reveal which names are known", async () => {
    const [known, unknown] = await Promise.all([
      expectProblem(await askToLogIn("bob", "no"), 401),
      expectProblem(await askToLogIn(unique(), "no"), 401),
    ]);

    // Only the trace may differ.
    const sameTrace = { traceId: "any" };
    expect({ ...known, ...sameTrace }).to.deep.equal({
      ...unknown,
      ...sameTrace,
    });
  });
});

describe("a login", () => {
  it("takes a user name in any case, and has one cart", async () => {
    const headers = await logIn("ALICE", "wonderland");

    const cart = await callGateway("GET", "/carts/alice", { headers });

    expect(cart.status).to.equal(200);
  });

  it("lists the customer's own orders, which need no name", async () => {
    const [alice, bob] = [
      await logIn("alice", "wonderland"),
      await logIn("bob", "builder"),
    ];
    const { number } = await sell(book);
    await callGateway("POST", "/carts/alice/lines", {
      headers: alice,
      json: { kind: "book", number, quantity: 1 },
    });
    const path = "/carts/alice/checkout";
    const order = await callGateway("POST", path, { headers: alice });
    const { orderId } = await order.json();

    const idsOf = async (headers: Record<string, string>) => {
      const page = await callGateway("GET", "/orders?limit=1", { headers });
      const { items } = await page.json();
      return items.map((item: { orderId: string }) => item.orderId);
    };

    expect(await idsOf(alice)).to.deep.equal([orderId]);
    expect(await idsOf(bob)).not.to.include(orderId);
  });
});

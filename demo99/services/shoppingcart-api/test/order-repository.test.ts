import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { createOrderRepository } from "../src/order-repository.ts";

describe("order repository", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(() => testDatabase.close());

  const orderOf = (cartId: string, time: number) => ({
    ...{ orderId: `${cartId}-${time}`, cartId, lines: [], totalCents: 0 },
    ...{ status: "CONFIRMED" as const, decidedAt: new Date(time) },
  });

  it("lists the orders of a cart, or of all carts, the latest first", async () => {
    const orders = createOrderRepository(testDatabase.database);
    await orders.decide(orderOf("ann", 1));
    await orders.decide(orderOf("bob", 2));
    await orders.decide(orderOf("ann", 3));
    await orders.decide({ ...orderOf("ann", 4), status: "CANCELLED" });

    const listed = async (cartId?: string) => {
      const of = cartId === undefined ? {} : { cartId };
      const found = await orders.list({ ...of, limit: 10 });
      return found.map(({ orderId }) => orderId);
    };

    expect(await listed()).to.deep.equal(["ann-3", "bob-2", "ann-1"]);
    expect(await listed("ann")).to.deep.equal(["ann-3", "ann-1"]);
  });
});

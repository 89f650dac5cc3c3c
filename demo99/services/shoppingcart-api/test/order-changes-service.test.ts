import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import type { Order } from "../src/order.ts";
import { tellDecisions } from "../src/order-changes-service.ts";
import { createOrderRepository } from "../src/order-repository.ts";

const order: Order = {
  orderId: "o-1",
  cartId: "alice",
  lines: [],
  totalCents: 0,
  status: "CONFIRMED",
  decidedAt: new Date(),
};

describe("order changes", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let told: unknown[];

  beforeEach(() => {
    testDatabase = openTestDatabase();
    told = [];
  });
  afterEach(() => testDatabase.close());

  it("tell the decision that holds, and nothing else of the order", async () => {
    const repository = createOrderRepository(testDatabase.database);
    const orders = tellDecisions(repository, (change) => told.push(change));

    await orders.decide(order);
    await orders.decide({ ...order, status: "CANCELLED" });

    const change = { orderId: "o-1", cartId: "alice", status: "CONFIRMED" };
    expect(told).to.deep.equal([change, change]);
  });

  it("tell a refund", async () => {
    const repository = createOrderRepository(testDatabase.database);
    await repository.decide(order);
    const orders = tellDecisions(repository, (change) => told.push(change));

    const { payment } = await orders.close(order);

    const change = { orderId: "o-1", cartId: "alice", status: "CONFIRMED" };
    expect(payment).to.equal("REFUNDED");
    expect(told).to.deep.equal([change]);
  });
});

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import {
  type CartRepository,
  createCartRepository,
} from "../src/cart-repository.ts";

const line = {
  kind: "book" as const,
  number: "9798000000014",
  title: "Dune",
  quantity: 1,
  priceCents: 500,
};

describe("cart repository", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let carts: CartRepository;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    carts = createCartRepository(testDatabase.database);
    await carts.addLine("ann", line);
  });
  afterEach(() => testDatabase.close());

  const checkoutOf = (orderId: string) => {
    const token = "tok_visa";
    return { orderId, since: new Date(), lines: [line], token };
  };

  it("begins no checkout of a cart that has changed", async () => {
    const read = await carts.get("ann");
    await carts.addLine("ann", line);

    expect(await carts.beginCheckout(read, checkoutOf("a"))).to.equal(false);
    expect((await carts.get("ann")).lines[0]?.quantity).to.equal(2);
  });

  it("restores no cart that has changed", async () => {
    await carts.beginCheckout(await carts.get("ann"), checkoutOf("a"));
    const read = await carts.get("ann");
    await carts.addLine("ann", line);

    expect(await carts.undoCheckout(read, [])).to.equal(false);
    expect((await carts.get("ann")).checkout?.orderId).to.equal("a");
  });

  it("changes no line of a cart that has changed", async () => {
    const read = await carts.get("ann");
    await carts.addLine("ann", line);

    expect(await carts.setQuantity(read, line.number, 9)).to.equal(false);
    expect((await carts.get("ann")).lines[0]?.quantity).to.equal(2);
  });

  it("changes no line during a checkout", async () => {
    await carts.beginCheckout(await carts.get("ann"), checkoutOf("a"));
    await carts.addLine("ann", line);

    const { number } = line;
    const read = await carts.get("ann");
    expect(await carts.setQuantity(read, number, 9)).to.equal(false);
    expect(await carts.removeLine("ann", number)).to.equal(false);
    expect((await carts.get("ann")).lines[0]?.quantity).to.equal(1);
  });
});

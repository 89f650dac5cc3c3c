import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Conflict, NotFound, Outdated, Unavailable } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import type { Kind } from "../src/cart.ts";
import { tagOf } from "../src/cart.ts";
import { createCartRepository } from "../src/cart-repository.ts";
import { createCartService } from "../src/cart-service.ts";
import type { CatalogClient } from "../src/catalog-client.ts";
import { createCheckoutService } from "../src/checkout-service.ts";
import type { InventoryClient } from "../src/inventory-client.ts";
import { orderQuery } from "../src/order.ts";
import { createOrderRepository } from "../src/order-repository.ts";

const dune = { kind: "book" as Kind, number: "9798000000014", quantity: 2 };
const emma = { kind: "book" as Kind, number: "9798000000021", quantity: 1 };

describe("checkout service", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let reserved: Set<string>;
  let priceCents: number;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    reserved = new Set();
    priceCents = 500;
    sold = [dune.number, emma.number];
  });
  afterEach(() => testDatabase.close());

  let sold: string[];

  const catalog: CatalogClient = {
    find: async (_kind, numbers) =>
      numbers
        .filter((number) => sold.includes(number))
        .map((number) => {
          const title = number === dune.number ? "Dune" : "Emma";
          return [number, { title, priceCents }];
        }),
  };

  const inventory: InventoryClient = {
    reserve: async (orderId) => {
      reserved.add(orderId);
    },
    cancel: async (orderId) => {
      reserved.delete(orderId);
    },
  };

  function create(
    overrides: Partial<InventoryClient> = {},
    orders = createOrderRepository(testDatabase.database),
  ) {
    const repository = createCartRepository(testDatabase.database);
    const carts = createCartService(repository, catalog);
    const checkouts = createCheckoutService(
      repository,
      orders,
      { ...inventory, ...overrides },
      carts,
    );
    return { carts, checkouts };
  }

  async function failure(promise: Promise<unknown>) {
    return promise.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
  }

  const unavailable = async () => {
    throw new Unavailable("gone");
  };

  it("returns the order even if the reply of the database is lost", async () => {
    const orders = createOrderRepository(testDatabase.database);
    let losses = 1;
    const decide: typeof orders.decide = async (order) => {
      const decided = await orders.decide(order);
      if (losses-- > 0) throw new Unavailable("The connection broke.");
      return decided;
    };
    const { carts, checkouts } = create({}, { ...orders, decide });
    await carts.addLine("ann", dune);

    const order = await checkouts.checkout("ann");

    expect(order.status).to.equal("CONFIRMED");
    expect((await carts.get("ann")).lines).to.deep.equal([]);
    expect(reserved.has(order.orderId)).to.equal(true);
  });

  it("makes an order of the cart, and empties it", async () => {
    const { carts, checkouts } = create();
    await carts.addLine("ann", dune);

    const order = await checkouts.checkout("ann");

    expect(order.status).to.equal("CONFIRMED");
    expect(order.totalCents).to.equal(1000);
    expect(order.lines).to.deep.equal([
      { ...dune, title: "Dune", priceCents: 500 },
    ]);
    expect([...reserved]).to.deep.equal([order.orderId]);
    expect(await checkouts.getOrder(order.orderId)).to.deep.equal(order);
    expect((await carts.get("ann")).lines).to.deep.equal([]);
  });

  it("takes the price of this moment", async () => {
    const { carts, checkouts } = create();
    await carts.addLine("ann", dune);
    priceCents = 600;

    expect((await carts.get("ann")).totalCents).to.equal(1200);
    expect((await checkouts.checkout("ann")).totalCents).to.equal(1200);
  });

  it("sells at no price that the cart has not shown", async () => {
    const { carts, checkouts } = create();
    await carts.addLine("ann", dune);
    await carts.addLine("ann", emma);
    priceCents = 99_900;

    const error = await failure(checkouts.checkout("ann"));

    expect(error).to.be.instanceOf(Conflict);
    expect(error.message).to.include(
      "Dune (500 cents before, 99900 cents now)",
    );
    expect(error.members.priceChanges).to.deep.equal([
      changeOf(dune.number, "Dune"),
      changeOf(emma.number, "Emma"),
    ]);
    expect(reserved.size).to.equal(0);
    expect((await carts.get("ann")).totalCents).to.equal(3 * 99_900);
    expect((await checkouts.checkout("ann")).totalCents).to.equal(3 * 99_900);
  });

  const changeOf = (number: string, title: string) => {
    return { number, title, shownCents: 500, priceCents: 99_900 };
  };

  it("sells a cart as it was shown, or not at all", async () => {
    const { carts, checkouts } = create();
    const shown = [tagOf((await carts.addLine("ann", dune)).lines)];
    priceCents = 99_900;
    await carts.get("ann");

    const late = await failure(checkouts.checkout("ann", shown));
    const now = [tagOf((await carts.get("ann")).lines)];

    expect(late).to.be.instanceOf(Outdated);
    expect(reserved.size).to.equal(0);
    const order = await checkouts.checkout("ann", ["other", ...now]);
    expect(order.totalCents).to.equal(2 * 99_900);
  });

  it("sets no quantity in a cart that was shown differently", async () => {
    const { carts } = create();
    const key = { cartId: "ann", number: dune.number };
    const shown = [tagOf((await carts.addLine("ann", dune)).lines)];
    const { lines } = await carts.addLine("ann", dune);

    const late = await failure(carts.setQuantity(key, 1, shown));

    expect(late).to.be.instanceOf(Outdated);
    expect((await carts.get("ann")).lines).to.deep.equal(lines);
    await carts.setQuantity(key, 1, [tagOf(lines)]);
    await carts.setQuantity(key, 3, ["*"]);
    expect((await carts.get("ann")).lines[0]?.quantity).to.equal(3);
  });

  it("sells nothing that is no longer in the catalogue", async () => {
    const { carts, checkouts } = create();
    await carts.addLine("ann", dune);
    await carts.addLine("ann", emma);
    sold = [dune.number];

    const error = await failure(checkouts.checkout("ann"));

    expect(error).to.be.instanceOf(Conflict);
    expect(error.message).to.equal("No longer sold: Emma.");
    expect(error.members.shortages).to.deep.equal([
      { number: emma.number, title: "Emma", quantity: 1, onHand: 0 },
    ]);
    expect(reserved.size).to.equal(0);
    expect((await carts.get("ann")).lines).to.have.length(2);
    await carts.removeLine("ann", emma.number);
    expect((await checkouts.checkout("ann")).totalCents).to.equal(1000);
  });

  it("lists the orders of a cart, the latest first, page by page", async () => {
    const { carts, checkouts } = create();
    const placed: string[] = [];
    for (let i = 0; i < 5; i++) {
      await carts.addLine("ann", dune);
      placed.unshift((await checkouts.checkout("ann")).orderId);
    }
    await carts.addLine("bob", emma);
    await checkouts.checkout("bob");

    const listed: string[] = [];
    let after: string | undefined;
    do {
      const query = { cartId: "ann", limit: "2", ...(after && { after }) };
      const page = await checkouts.listOrders(parse(orderQuery, query));
      expect(page.items.length).to.be.within(1, 2);
      listed.push(...page.items.map(({ orderId }) => orderId));
      after = page.next ?? undefined;
    } while (after);

    expect(listed).to.deep.equal(placed);
  });

  it("takes a thousand of an item at most", async () => {
    const { carts } = create();
    await carts.addLine("ann", { ...dune, quantity: 999 });
    await carts.addLine("ann", { ...dune, quantity: 1 });

    const error = await failure(carts.addLine("ann", { ...dune, quantity: 1 }));

    expect(error).to.be.instanceOf(Conflict);
    expect((await carts.get("ann")).lines[0]?.quantity).to.equal(1_000);
  });

  it("keeps every line that is added at the same time", async () => {
    const { carts } = create();
    const adds = Array.from({ length: 20 }, (_, i) =>
      carts.addLine("ann", i % 2 ? dune : emma),
    );
    await Promise.all(adds);

    const { lines } = await carts.get("ann");
    expect(lines.map(({ quantity }) => quantity)).to.have.members([20, 10]);
  });

  it("refuses an empty cart", async () => {
    const error = await failure(create().checkouts.checkout("ann"));

    expect(error).to.be.instanceOf(Conflict);
  });

  it("makes one order of a double click", async () => {
    let calls = 0;
    let joinCheckout = () => {};
    const isJoined = new Promise<void>((resolve) => {
      joinCheckout = resolve;
    });
    const { carts, checkouts } = create({
      reserve: async (orderId) => {
        reserved.add(orderId);
        if (++calls === 2) joinCheckout();
        await isJoined;
      },
    });
    await carts.addLine("ann", dune);

    const clicks = [checkouts.checkout("ann"), checkouts.checkout("ann")];
    const [first, second] = await Promise.all(clicks);

    expect(second?.orderId).to.equal(first?.orderId);
    expect(reserved.size).to.equal(1);
  });

  it("keeps the cart when something is short, and names it", async () => {
    const shortages = [{ number: dune.number, quantity: 2, onHand: 1 }];
    const { carts, checkouts } = create({
      reserve: async () => {
        throw new Conflict("short", { members: { shortages } });
      },
    });
    await carts.addLine("ann", dune);

    const error = await failure(checkouts.checkout("ann"));

    expect(error).to.be.instanceOf(Conflict);
    expect(error.message).to.include("Dune (2 wanted, 1 in stock)");
    expect(error.members.shortages[0].title).to.equal("Dune");
    expect((await carts.get("ann")).lines).to.have.length(1);
  });

  it("sells what was short, once there is enough", async () => {
    const orderIds: string[] = [];
    const short = async (orderId: string) => {
      orderIds.push(orderId);
      throw new Conflict("short", { members: { shortages: [] } });
    };
    const { carts, checkouts } = create({ reserve: short });
    await carts.addLine("ann", dune);
    await failure(checkouts.checkout("ann"));

    const order = await create().checkouts.checkout("ann");

    // The inventory has refused the other one for good.
    expect(orderIds).not.to.include(order.orderId);
  });

  it("leaves no trace when the inventory does not answer", async () => {
    const { carts, checkouts } = create({
      reserve: async (orderId) => {
        reserved.add(orderId);
        await unavailable();
      },
    });
    await carts.addLine("ann", dune);

    expect(await failure(checkouts.checkout("ann"))).to.be.instanceOf(
      Unavailable,
    );
    expect(reserved.size).to.equal(0);
    expect((await carts.get("ann")).lines).to.have.length(1);
  });

  it("keeps a line that is added during the checkout", async () => {
    const { carts, checkouts } = create({
      reserve: async () => {
        await create().carts.addLine("ann", emma);
        const view = await create().carts.get("ann");
        expect(view.lines).to.have.length(2);
      },
    });
    await carts.addLine("ann", dune);

    const order = await checkouts.checkout("ann");

    expect(order.lines.map(({ number }) => number)).to.deep.equal([
      dune.number,
    ]);
    const { lines } = await carts.get("ann");
    expect(lines.map(({ number }) => number)).to.deep.equal([emma.number]);
  });

  it("does not let lines change that are being checked out", async () => {
    const { carts, checkouts } = create({
      reserve: async () => {
        const change = create().carts.setQuantity(
          { cartId: "ann", number: dune.number },
          9,
        );
        expect(await failure(change)).to.be.instanceOf(Conflict);
        const removal = create().carts.removeLine("ann", dune.number);
        expect(await failure(removal)).to.be.instanceOf(Conflict);
      },
    });
    await carts.addLine("ann", dune);

    expect((await checkouts.checkout("ann")).totalCents).to.equal(1000);
  });

  it("recovers when nothing answered, and nothing could be undone", async () => {
    const dead = { reserve: unavailable, cancel: unavailable };
    const { carts, checkouts } = create(dead);
    await carts.addLine("ann", dune);
    await failure(checkouts.checkout("ann"));
    await carts.addLine("ann", dune);

    const healed = create();
    await healed.checkouts.recover(0);

    const { lines } = await healed.carts.setQuantity(
      { cartId: "ann", number: dune.number },
      4,
    );
    expect(lines[0]?.quantity).to.equal(4);
    expect((await healed.checkouts.checkout("ann")).totalCents).to.equal(2000);
  });

  it("begins anew when the last attempt could not be undone", async () => {
    const dead = { reserve: unavailable, cancel: unavailable };
    const { carts, checkouts } = create(dead);
    await carts.addLine("ann", dune);
    await failure(checkouts.checkout("ann"));

    const order = await create().checkouts.checkout("ann");

    expect(order.totalCents).to.equal(1000);
    expect([...reserved]).to.deep.equal([order.orderId]);
  });

  it("confirms nothing that was cancelled in the meantime", async () => {
    const { carts, checkouts } = create({
      reserve: () => create().checkouts.recover(-1_000),
    });
    await carts.addLine("ann", dune);

    expect(await failure(checkouts.checkout("ann"))).to.be.instanceOf(
      Unavailable,
    );
    expect((await carts.get("ann")).lines).to.have.length(1);
  });

  it("keeps the stock of an order that was confirmed before a crash", async () => {
    const { carts, checkouts } = create();
    await carts.addLine("ann", dune);
    const repository = createCartRepository(testDatabase.database);
    const { orderId, lines } = await checkouts.checkout("ann");
    const checkout = { orderId, since: new Date(0), lines };
    await repository.beginCheckout(await repository.get("ann"), checkout);

    await checkouts.recover(0);

    expect([...reserved]).to.deep.equal([orderId]);
    expect((await carts.get("ann")).lines).to.deep.equal([]);
  });

  it("shows no order that is not confirmed", async () => {
    const orderIds: string[] = [];
    const gone = async (orderId: string) => {
      orderIds.push(orderId);
      await unavailable();
    };
    const { carts, checkouts } = create({ reserve: gone });
    await carts.addLine("ann", dune);
    await failure(checkouts.checkout("ann"));

    for (const orderId of ["nothing", ...orderIds]) {
      const error = await failure(checkouts.getOrder(orderId));
      expect(error).to.be.instanceOf(NotFound);
    }
    expect(orderIds).to.have.length(1);
  });
});

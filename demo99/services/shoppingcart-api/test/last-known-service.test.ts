import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { NotFound, Unavailable } from "#commons/errors.ts";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import type { Kind } from "../src/cart.ts";
import {
  type CartRepository,
  createCartRepository,
} from "../src/cart-repository.ts";
import { createCartService } from "../src/cart-service.ts";
import { createCheckoutService } from "../src/checkout-service.ts";
import { createLastKnownService } from "../src/last-known-service.ts";
import { createOrderRepository } from "../src/order-repository.ts";

const dune = { kind: "book" as Kind, number: "9798000000014", quantity: 2 };
const blue = { kind: "cd" as Kind, number: "200000000011", quantity: 1 };
const noon = new Date("2026-03-01T12:00:00Z");
const later = (minutes: number) => new Date(+noon + minutes * 60_000);
const away = new Unavailable("http://book-api does not answer.");

describe("the last known title and price", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let repository: CartRepository;
  let book: { title: string; priceCents: number; knownAt: Date } | Error;
  let told: string[];

  beforeEach(() => {
    testDatabase = openTestDatabase();
    repository = createCartRepository(testDatabase.database);
    book = { title: "Dune", priceCents: 500, knownAt: noon };
    told = [];
  });
  afterEach(() => testDatabase.close());

  const catalog = {
    async get(kind: Kind) {
      if (kind === "cd") {
        return { title: "Blue", priceCents: 900, knownAt: later(9) };
      }
      if (book instanceof Error) throw book;
      return book;
    },
  };

  function create() {
    const lastKnown = createLastKnownService(repository, (what, why) => {
      told.push(`${what}: ${why.message}`);
    });
    return createCartService(repository, catalog, lastKnown);
  }

  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );

  it("is shown, with its time, while the catalogue is away", async () => {
    await create().addLine("ann", dune);
    await create().addLine("ann", blue);
    book = away;

    const cart = await create().get("ann");

    expect(cart).to.deep.equal({
      cartId: "ann",
      lines: [
        { ...dune, title: "Dune", priceCents: 500, asOf: noon },
        { ...blue, title: "Blue", priceCents: 900 },
      ],
      totalCents: 1900,
    });
    expect(told).to.deep.equal([
      "book shown as it was known last: http://book-api does not answer.",
    ]);
  });

  it("is no matter while the catalogue answers", async () => {
    const { lines } = await create().addLine("ann", dune);

    expect(lines).to.deep.equal([{ ...dune, title: "Dune", priceCents: 500 }]);
    expect(told).to.deep.equal([]);
  });

  it("is the one that was shown last, not the one that was added", async () => {
    await create().addLine("ann", dune);
    book = { title: "Dune, revised", priceCents: 600, knownAt: later(1) };
    await create().get("ann");
    book = away;

    const { lines } = await create().get("ann");

    expect(lines).to.deep.equal([
      { ...dune, title: "Dune, revised", priceCents: 600, asOf: later(1) },
    ]);
  });

  it("becomes newer by more than a minute, not with each read", async () => {
    await create().addLine("ann", dune);
    const knownAt = async () => (await repository.get("ann")).lines[0]?.knownAt;

    book = { title: "Dune", priceCents: 500, knownAt: later(1) };
    await create().get("ann");
    expect(await knownAt()).to.deep.equal(noon);

    book = { title: "Dune", priceCents: 500, knownAt: later(1.1) };
    await create().get("ann");
    expect(await knownAt()).to.deep.equal(later(1.1));
  });

  it("marks what is answered to a change, too", async () => {
    await create().addLine("ann", dune);
    await create().addLine("ann", blue);
    book = away;
    await create().get("ann");

    const changed = await create().setQuantity("ann", dune.number, 3);
    const shrunk = await create().removeLine("ann", blue.number);

    const line = { ...dune, title: "Dune", priceCents: 500, quantity: 3 };
    expect(changed.lines[0]).to.deep.equal({ ...line, asOf: noon });
    expect(shrunk.lines).to.deep.equal([{ ...line, asOf: noon }]);
    expect(shrunk.totalCents).to.equal(1500);
  });

  it("loses its mark when the catalogue is back", async () => {
    const { lines } = await create().addLine("ann", dune);
    const well = book;
    const back = [
      () => create().get("ann"),
      () => create().addLine("ann", { ...dune, quantity: 0 }),
    ];

    for (const call of back) {
      book = away;
      await create().get("ann");
      book = well;
      expect((await call()).lines).to.deep.equal(lines);
      const changed = await create().setQuantity("ann", dune.number, 2);
      expect(changed.lines).to.deep.equal(lines);
    }
  });

  it("is never the price of an order, and nothing is begun", async () => {
    const carts = create();
    const checkouts = createCheckoutService(
      repository,
      createOrderRepository(testDatabase.database),
      {
        reserve: async () => expect.fail("reserved"),
        cancel: async () => expect.fail("cancelled"),
      },
      carts,
    );
    await carts.addLine("ann", dune);
    const before = await repository.get("ann");
    book = away;

    expect(await failure(checkouts.checkout("ann"))).to.equal(away);

    expect(await repository.get("ann")).to.deep.equal(before);
  });

  it("survives a checkout that was undone", async () => {
    const carts = create();
    const checkouts = createCheckoutService(
      repository,
      createOrderRepository(testDatabase.database),
      {
        reserve: async () => {
          throw new Unavailable("http://inventory-api does not answer.");
        },
        cancel: async () => {},
      },
      carts,
    );
    await carts.addLine("ann", dune);
    await failure(checkouts.checkout("ann"));
    book = away;

    expect((await carts.get("ann")).lines).to.deep.equal([
      { ...dune, title: "Dune", priceCents: 500, asOf: noon },
    ]);
  });

  it("does not bring back a line that was removed meanwhile", async () => {
    await create().addLine("ann", dune);
    const read = await repository.get("ann");
    await create().removeLine("ann", dune.number);

    await repository.remember(read, read.lines);

    expect((await repository.get("ann")).lines).to.deep.equal([]);
  });

  it("is not made up: without one there is no cart to show", async () => {
    const line = { ...dune, title: "Dune", priceCents: 500 };
    await repository.addLine("ann", line);
    book = away;

    expect(await failure(create().get("ann"))).to.equal(away);
  });

  it("does not hide that something is wrong with the call", async () => {
    await create().addLine("ann", dune);
    book = new TypeError("wrong");

    expect(await failure(create().get("ann"))).to.equal(book);
  });

  it("is what is left of an item that is no longer sold", async () => {
    await create().addLine("ann", dune);
    book = away;
    await create().get("ann");
    book = new NotFound("There is no book.");

    expect((await create().get("ann")).lines).to.deep.equal([
      { ...dune, title: "Dune", priceCents: 500 },
    ]);
  });
});

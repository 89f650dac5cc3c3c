// @from-07 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithPause, listen, runningStage } from "../hooks.ts";
import {
  book,
  cd,
  dvd,
  type KindOfItem,
  kinds,
  sample,
  sell,
} from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { newKey, unique } from "../samples.ts";
import { send, shopUrl, store, throughShop } from "../store.ts";
import { fillCart, timed } from "./shop.ts";

type Line = Awaited<ReturnType<typeof store.carts.get>>["lines"][number];
type ShownLine = Line & { isStale?: boolean };

async function cartOf(sold: KindOfItem[]) {
  const cartId = newKey();
  for (const kind of sold) {
    const { number } = await sell(kind);
    await store.carts.add(cartId, { kind: kind.kind, number, quantity: 2 });
  }
  return store.carts.get(cartId);
}

async function linesOf(cartId: string): Promise<ShownLine[]> {
  return (await store.carts.get(cartId)).lines;
}

/** A refused write says what is missing, and when it may be tried again. */
async function expectRefusal(response: Response, missing: string) {
  const { detail } = await expectProblem(response, 503);
  expect(detail).to.include(missing);
  expect(Number(response.headers.get("retry-after"))).to.be.at.least(1);
}

describe("a cart whose catalogue is down", () => {
  const others: Record<string, KindOfItem> = { book: cd, cd: dvd, dvd: book };

  for (const kind of kinds) {
    it(`shows the ${kind.kind} with its last known price, and marks it`, async () => {
      const cart = await cartOf([kind, others[kind.kind] ?? book]);
      await runningStage().kill(`${kind.kind}-api/1`);

      const shown = await store.carts.get(cart.cartId);

      const [{ isStale, ...line }, other] = shown.lines as [ShownLine, Line];
      expect({ ...shown, lines: [line, other] }).to.deep.equal(cart);
      expect(isStale).to.equal(true);
      await runningStage().restart(`${kind.kind}-api/1`);
      await until("the price is current", async () =>
        expect(await store.carts.get(cart.cartId)).to.deep.equal(cart),
      );
    });
  }

  itWithPause("shows it when the catalogue hangs, too", async () => {
    const { cartId, lines } = await cartOf([book]);
    await runningStage().pause("book-api/1");

    const [line] = await linesOf(cartId);

    expect(line).to.include(lines[0]);
    expect(line?.isStale).to.equal(true);
  });

  it("keeps the price when shoppingcart-api is restarted", async () => {
    const { cartId, lines } = await cartOf([book]);
    await runningStage().kill("book-api/1");
    await runningStage().restart("shoppingcart-api/1");

    const [line] = await linesOf(cartId);

    expect(line).to.include(lines[0]);
    expect(line?.isStale).to.equal(true);
  });

  it("can be changed while its catalogue is unavailable", async () => {
    const { cartId, lines } = await cartOf([book, cd]);
    const [{ number: kept } = { number: "" }, removed] = lines;
    await runningStage().kill("book-api/1");
    await store.carts.get(cartId);

    await store.carts.remove(cartId, removed?.number ?? "");
    const cart = await store.carts.setQuantity(cartId, kept, 3);

    expect(cart).to.include({ totalCents: 3 * 1250 });
    expect(cart.lines).to.have.length(1);
    expect((await linesOf(cartId))[0]?.isStale).to.equal(true);
  });

  it("sells nothing at a last known price", async () => {
    const fields = sample(book);
    const { number } = await book.catalog.create({ ...fields, stock: 5 });
    const cartId = await fillCart(number);
    await runningStage().kill("book-api/1");

    const response = await send("POST", `/carts/${cartId}/checkout`);

    await expectRefusal(response, "book-api");
    expect((await store.stock.get(number)).onHand).to.equal(5);
    expect(await linesOf(cartId)).to.have.length(1);
    await runningStage().restart("book-api/1");
    await book.catalog.replace(number, { ...fields, priceCents: 1300 });
    const order = await until("it can be sold", () =>
      store.carts.checkout(cartId),
    );
    expect(order).to.include({ totalCents: 1300, status: "CONFIRMED" });
    expect(order.lines[0]).not.to.have.any.keys("isStale");
    expect((await store.stock.get(number)).onHand).to.equal(4);
  });

  it("is logged", async () => {
    const { cartId } = await cartOf([book]);
    await runningStage().restart("shoppingcart-api/1");
    const told: string[] = [];
    const stop = listen((id, line) => {
      if (id.startsWith("shoppingcart-api") && line.includes("fallback")) {
        told.push(line);
      }
    });
    await runningStage().kill("book-api/1");

    // The gateway learns of the new instance with its next fetch.
    await until("the cart is read", () => linesOf(cartId));

    await until("it is logged", () => told.length > 0);
    stop();
    expect(told[0]).to.include("last known price");
  });
});

describe("a write without what it needs", () => {
  it("puts nothing into a cart that no catalogue has confirmed", async () => {
    const { number } = await sell(book);
    const cartId = newKey();
    await runningStage().kill("book-api/1");
    const json = { kind: "book", number, quantity: 1 };

    const response = await send("POST", `/carts/${cartId}/lines`, { json });

    await expectRefusal(response, "book-api");

    expect(await linesOf(cartId)).to.deep.equal([]);
  });

  for (const needed of ["numbergenerator-api", "inventory-api"]) {
    itWithPause(`is refused fast while ${needed} hangs`, async () => {
      const q = unique();
      const json = sample(dvd, { title: q, stock: 5 });
      await until("all is well", () => sell(dvd), { withinMs: 30_000 });
      await runningStage().pause(`${needed}/1`);

      await until(
        "it is refused at once",
        async () => {
          const { response, ms } = await timed("POST", "/dvds", json);
          await expectRefusal(response, needed);
          return ms < 500;
        },
        { withinMs: 30_000 },
      );

      expect((await store.dvds.search({ q })).items).to.deep.equal([]);
    });
  }
});

describe("a search without one of the catalogues", () => {
  it("is an outage of that one, not an empty list", async () => {
    const title = unique();
    for (const kind of [book, cd]) await sell(kind, { title });
    await runningStage().kill("cd-api/1");

    const cds = await fetch(`${shopUrl}/cds?q=${title}`);

    await expectProblem(cds, 503);
    const { items } = await throughShop.books.search({ q: title });
    expect(items).to.have.length(1);
  });
});

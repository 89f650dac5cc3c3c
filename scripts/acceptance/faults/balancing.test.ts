// @from-03 @long

import { expect } from "chai";
import { after, describe, it } from "mocha";
import { itWithSignals, runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { fewAtOnce, newKey, unique } from "../samples.ts";
import { throughShop } from "../store.ts";
import { addOne, buyOne, openSale, pay, type Sale } from "./buyers.ts";
import { expectWholeShop, untilStockAddsUp } from "./checkout-run.ts";
import { tell, underLoad, untilAnswered } from "./load.ts";
import { untilGone } from "./registered.ts";
import { expectFairness, type Traffic, untilServing } from "./shares.ts";

/** One instance each: other code and the store's clients have its address. */
const single = ["registry", "web", "gateway"];

/** The calls of one book-api to the number generators. */
const numbers: Traffic = {
  service: "numbergenerator-api",
  call: () => sell(book),
  logged: /"GET \/numbers\/book 200/,
};
/** The calls of web to the book-apis. */
const searches: Traffic = {
  service: "book-api",
  call: () => throughShop.books.search({ q: unique() }),
  logged: /"GET \/books\?q=zq\w+ 200/,
};
const visits: Traffic = {
  service: "shoppingcart-api",
  call: () => throughShop.carts.get(newKey()),
  logged: /"GET \/carts\/test-zq\w+ 200/,
};

describe("load balancing", () => {
  after(() => scale(scalable(), 1));

  for (const traffic of process.env.TEST_ALL
    ? [numbers, searches]
    : [numbers]) {
    const { service } = traffic;

    const add = `gives a third ${service} its share within seconds`;
    it(add, async () => {
      await scale([service], 2);

      const { failures } = await underLoad(threeLanes(traffic), async () => {
        const start = performance.now();
        const serving = untilServing(3, traffic);
        await scale([service], 3);
        await serving;
        tell(`${service}/3, from its start to its first call`, start);
      });

      expect(failures).to.deep.equal([]);
      await expectFairness(traffic, 3);
    });

    const kill = `loses no GET when one of three ${service} crashes and restarts`;
    it(kill, async () => {
      await scale([service], 3);
      const url = runningStage().url(service, 2);

      const { failures } = await underLoad(
        threeLanes(traffic),
        async (load) => {
          await untilServing(2, traffic);
          const start = performance.now();
          await runningStage().kill(`${service}/2`);
          await untilAnswered(load, 100);
          if (traffic === numbers) {
            // The instance is avoided, tried again, and finally evicted.
            await untilGone(url);
            tell(`${service}/2, from its death until it is forgotten`, start);
          }
          await runningStage().restart(`${service}/2`);
        },
      );

      expect(failures).to.deep.equal([]);
    });
  }

  itWithSignals(
    "loses no GET when instances are stopped or killed",
    async () => {
      const services = [numbers.service, searches.service];
      await scale(services, 3);

      const { failures } = await underLoad(
        {
          "a book is added": numbers.call,
          "the shop is searched": searches.call,
        },
        async (load) => {
          await scale(services, 1);
          await untilAnswered(load, 100);
        },
      );

      expect(failures).to.deep.equal([]);
    },
  );
});

describe("a store with two instances of each service", () => {
  after(() => scale(scalable(), 1));

  it("needs no second click when one instance of each is killed", async () => {
    await scale(scalable(), 2);
    const sale = await openSale();
    for (let session = 0; session < 6; session++) {
      await fillAt(runningStage().url(visits.service, 2), sale);
    }
    await underLoad({ visits: visits.call }, () => untilServing(2, visits));

    await Promise.all(
      scalable().map((name) => runningStage().kill(`${name}/2`)),
    );
    await fewAtOnce([...sale.carts], (cartId) => pay(sale, cartId));

    expect(sale.repeats).to.equal(0);
    await expectAllSold(sale);
  });

  const restart = "loses no GET and no sale while each is restarted in turn";
  itWithSignals(restart, async () => {
    await scale(scalable(), 2);
    const sale = await openSale();

    const { failures } = await underLoad(shopping(sale), async () => {
      await Promise.all(scalable().map(restartInTurn));
    });

    expect(failures).to.deep.equal([]);
    await expectAllSold(sale);
  });
});

function threeLanes({ call }: Traffic) {
  return { first: call, second: call, third: call };
}

function shopping(sale: Sale) {
  return {
    "a book is bought": () => buyOne(sale),
    "another one is bought": () => buyOne(sale),
    "a book is added": () => addOne(sale),
    "the shop is searched": () => throughShop.books.search({ q: "the" }),
    "a book is looked at": () => throughShop.books.get(sale.number),
    "its stock is read": () => throughShop.stock.get(sale.number),
    "a cart is read": () => throughShop.carts.get(sale.carts[0] ?? "none"),
  };
}

function scalable(): string[] {
  return runningStage()
    .services.map(({ name }) => name)
    .filter((name) => !single.includes(name));
}

async function scale(services: string[], count: number) {
  await Promise.all(services.map((name) => runningStage().scale(name, count)));
}

async function restartInTurn(service: string) {
  for (const index of [1, 2]) {
    await runningStage().restart(`${service}/${index}`);
  }
}

/** Puts a copy into a new cart, through this instance. */
async function fillAt(url: string, { number, carts }: Sale) {
  const cartId = newKey();
  const path = `/carts/${cartId}/lines`;
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorizationFor(path) },
    body: JSON.stringify({ kind: "book", number, quantity: 1 }),
  });
  expect(response.status, await response.text()).to.equal(200);
  carts.push(cartId);
}

async function expectAllSold(sale: Sale) {
  console.log(`    ${sale.carts.length} carts, ${sale.repeats} clicked again`);
  await untilStockAddsUp(sale);
  await expectWholeShop(sale);
}

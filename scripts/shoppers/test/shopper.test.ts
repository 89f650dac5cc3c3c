import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import type { Store } from "../../lessons/store.ts";
import { judge } from "../go-shopping.ts";
import { createShopper, findItems } from "../shopper.ts";

const fine = { ok: true as const, body: {} };
const soldOut = { ok: false as const, status: 409, detail: "Sold out." };

describe("a shopper", () => {
  let calls: string[];
  let refused: RegExp | undefined;

  beforeEach(() => {
    calls = [];
    refused = undefined;
  });

  /** Notes every call; refuses what a test says with 409. */
  function fakeStore() {
    const note =
      (name: string) =>
      async (...args: unknown[]) => {
        calls.push(`${name} ${JSON.stringify(args)}`);
        if (refused?.test(name)) throw soldOut;
        return { items: [{ number: `${name}-1` }] };
      };
    const catalog = (name: string) => ({
      search: note(`${name}.search`),
      get: note(`${name}.get`),
    });
    const client = {
      books: catalog("books"),
      cds: catalog("cds"),
      dvds: catalog("dvds"),
      stock: { list: note("stock.list"), set: note("stock.set") },
      carts: {
        add: note("carts.add"),
        checkout: note("carts.checkout"),
        get: async (cartId: string) => {
          await note("carts.get")(cartId);
          return { lines: [{ number: "1", quantity: 3 }] };
        },
      },
    };
    const answerOf = (call: Promise<unknown>) =>
      call.then(
        (body) => ({ ...fine, body }),
        (refusal) => refusal,
      );
    return { client, guest: client, answerOf } as unknown as Store;
  }

  const items = [{ kind: "book" as const, number: "1" }];
  const shopper = () => createShopper({ store: fakeStore(), items });

  function shopperWithLogin() {
    const store = fakeStore();
    const customers = ["alice", "bob"].map((name) => {
      return { name, client: store.client };
    });
    return createShopper({ store, items, customers });
  }
  const countOf = (name: string) =>
    calls.filter((call) => call.startsWith(name)).length;

  it("pays for a cart of three lines", async () => {
    const visit = shopper();
    for (let line = 0; line < 3; line++) await visit("cart");

    const { kind } = await visit("checkout");

    expect(kind).to.equal("checkout");
    const carts = calls.map((call) => call.match(/shopper-[\w-]+/)?.[0]);
    expect(new Set(carts)).to.have.length(1);
    expect(countOf("carts.checkout")).to.equal(1);
  });

  it("adds to a cart if no cart is full", async () => {
    const visit = shopper();
    await visit("cart");

    expect(await visit("checkout")).to.have.property("kind", "cart");
    expect(countOf("carts.checkout")).to.equal(0);
  });

  it("expects a refusal when all is sold out, and has it delivered", async () => {
    const visit = shopper();
    for (let line = 0; line < 3; line++) await visit("cart");
    refused = /checkout/;

    const { answer, dueStatus } = await visit("checkout");

    expect(answer).to.have.property("status", 409);
    expect(dueStatus).to.equal(409);
    expect(calls.at(-1)).to.equal('stock.set ["1",203]');
  });

  it("tries again to pay for what was sold out", async () => {
    const visit = shopper();
    for (let line = 0; line < 3; line++) await visit("cart");
    refused = /checkout/;
    await visit("checkout");
    refused = undefined;

    const { answer } = await visit("checkout");

    expect(answer.ok).to.equal(true);
    expect(await visit("checkout")).to.have.property("kind", "cart");
  });

  it("has one of the customers' carts, where there is a login", async () => {
    const visit = shopperWithLogin();
    for (let line = 0; line < 9; line++) await visit("cart");
    for (let cart = 0; cart < 2; cart++) await visit("checkout");

    const paid = calls.filter((call) => call.startsWith("carts.checkout"));
    expect(paid).to.have.members([
      'carts.checkout ["alice"]',
      'carts.checkout ["bob"]',
    ]);
    await visit("cart");
    expect(calls.at(-1)).to.match(/^carts.add \["alice"/);
  });

  it("leaves a cart alone that is being paid for", async () => {
    const visit = shopperWithLogin();
    for (let line = 0; line < 6; line++) await visit("cart");

    const paying = [visit("checkout"), visit("checkout"), visit("cart")];
    await Promise.all(paying);

    expect(countOf("carts.add")).to.equal(6);
    expect(countOf("books.get")).to.equal(1);
  });

  it("sends requests without permission, if there is a login", async () => {
    const visit = shopperWithLogin();
    const due = new Set<number | undefined>();

    for (let count = 0; count < 200; count++) {
      due.add((await visit("wrong")).dueStatus);
    }

    expect([...due]).to.have.members([400, 401, 403, 404]);
  });

  it("knows the expected response to each wrong request", async () => {
    const visit = shopper();

    for (let count = 0; count < 20; count++) {
      const { dueStatus } = await visit("wrong");
      expect(dueStatus).to.be.within(400, 409);
    }
  });

  it("finds items of each kind", async () => {
    expect(await findItems(fakeStore())).to.deep.equal([
      { kind: "book", number: "books.search-1" },
      { kind: "cd", number: "cds.search-1" },
      { kind: "dvd", number: "dvds.search-1" },
    ]);
  });
});

describe("an answer", () => {
  const refused = (status: number) => {
    return { ok: false as const, status, detail: "No." };
  };
  const isDue = (...given: Parameters<typeof judge>) => judge(...given).isDue;

  it("is due when nothing was wrong and it is no refusal", () => {
    expect(isDue(fine, undefined)).to.equal(true);
    expect(isDue(refused(503), undefined)).to.equal(false);
    expect(isDue(refused(0), undefined)).to.equal(false);
  });

  it("is due when it is the refusal that was provoked", () => {
    expect(isDue(refused(404), 404)).to.equal(true);
    expect(isDue(refused(500), 404)).to.equal(false);
    expect(isDue(refused(0), 404)).to.equal(false);
    expect(isDue(fine, 404)).to.equal(false);
  });
});

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
      carts: { add: note("carts.add"), checkout: note("carts.checkout") },
    };
    const answerOf = (call: Promise<unknown>) =>
      call.then(
        (body) => ({ ...fine, body }),
        (refusal) => refusal,
      );
    return { client, answerOf } as unknown as Store;
  }

  const shopper = () =>
    createShopper(fakeStore(), [{ kind: "book", number: "1" }]);
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

  it("takes something first if there is nothing to pay for", async () => {
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
    expect(countOf("stock.set")).to.equal(3);
  });

  it("makes mistakes whose answers it knows", async () => {
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

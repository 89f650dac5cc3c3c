import { expect } from "chai";
import { before, describe, it } from "mocha";
import { hasValidCheckDigit } from "./check-digit.ts";
import { type Item, type KindOfItem, kinds } from "./kinds.ts";
import { store } from "./store.ts";

for (const kind of kinds) {
  describe(`the opening catalogue of ${kind.path}`, () => {
    let items: Item[] = [];

    before(async () => {
      items = await everything(kind);
    });

    it(`has at least ${kind.opening} items`, () => {
      expect(items.length).to.be.at.least(kind.opening);
    });

    it("has numbers of the shop's own, valid and each given once", () => {
      const numbers = items.map(({ number }) => number);

      expect(new Set(numbers).size).to.equal(numbers.length);
      for (const number of numbers) {
        expect(number).to.match(kind.number);
        expect(hasValidCheckDigit(number), number).to.equal(true);
      }
    });

    it("names title, people, year and price of each item", () => {
      for (const item of items) {
        expect(item.title, item.number).to.match(/\S/);
        expect(item[kind.person], item.number).to.match(/\S/);
        expect(item.year, item.number).to.be.within(-800, 2026);
        expect(item.priceCents, item.number).to.be.within(1, 100_000);
      }
    });

    it("has a stock line for each item", async () => {
      for (let start = 0; start < items.length; start += 20) {
        const numbers = items
          .slice(start, start + 20)
          .map(({ number }) => number);

        const stock = await store.stock.list(numbers);

        expect(stock.items.map(({ number }) => number)).to.have.members(
          numbers,
        );
      }
    });
  });
}

async function everything({ catalog }: KindOfItem): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await catalog.search({ limit: 100, ...(after && { after }) });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after);
  return items;
}

import { expect } from "chai";
import { describe, it } from "mocha";
import { momentText } from "../page/cart/last-known.tsx";
import { missingText } from "../page/search/shop-page.tsx";

describe("a price that was known", () => {
  it("is told with its time, and with its day if that is another", () => {
    const now = new Date(2026, 10, 21, 15, 0);
    const at = (day: number) => new Date(2026, 10, day, 14, 5).toISOString();

    expect(momentText(at(21), now)).to.equal("14:05");
    expect(momentText(at(20), now)).to.equal("20 Nov, 14:05");
  });
});

describe("a search", () => {
  it("names the catalogues that are missing", () => {
    expect(missingText(["cd"])).to.equal(
      "Without CDs right now: their catalogue does not answer.",
    );
    expect(missingText(["book", "cd", "dvd"])).to.equal(
      "Without books, CDs, and DVDs right now: their catalogues do not answer.",
    );
  });
});

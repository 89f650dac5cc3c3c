import { expect } from "chai";
import { describe, it } from "mocha";
import { Invalid } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { book } from "../src/book.ts";
import openingCatalog from "../src/opening-catalog.json" with { type: "json" };

const pie = {
  title: "Pies",
  year: 1999,
  priceCents: 1250,
  author: "Bertha M. Wood",
  pages: 112,
};

describe("book", () => {
  it("has what the shop needs to know", () => {
    expect(parse(book.fields, pie)).to.deep.equal(pie);
  });

  it("is refused with every bad field named", () => {
    const bad = { ...pie, author: { $gt: "" }, pages: 0, colour: "red" };

    expect(() => parse(book.fields, bad))
      .to.throw(Invalid)
      .with.nested.property("members.errors")
      .that.satisfies((errors: { field: string }[]) => {
        const fields = errors.map((error) => error.field);
        expect(fields).to.have.members(["author", "pages", "colour"]);
        return true;
      });
  });

  it("of the opening catalogue is complete", () => {
    for (const { number, ...fields } of openingCatalog) {
      expect(parse(book.fields, fields), number).to.deep.equal(fields);
    }
  });
});

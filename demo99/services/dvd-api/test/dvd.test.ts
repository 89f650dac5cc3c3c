import { expect } from "chai";
import { describe, it } from "mocha";
import { Invalid } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { dvd } from "../src/dvd.ts";
import openingCatalog from "../src/opening-catalog.json" with { type: "json" };

const pie = {
  title: "Pies",
  year: 1999,
  priceCents: 1250,
  director: "Agnes Oven",
  minutes: 94,
};

describe("dvd", () => {
  it("has what the shop needs to know", () => {
    expect(parse(dvd.fields, pie)).to.deep.equal(pie);
  });

  it("is refused with every bad field named", () => {
    const bad = { ...pie, director: { $gt: "" }, minutes: "94", colour: "red" };

    expect(() => parse(dvd.fields, bad))
      .to.throw(Invalid)
      .with.nested.property("members.errors")
      .that.satisfies((errors: { field: string }[]) => {
        const fields = errors.map((error) => error.field);
        expect(fields).to.have.members(["director", "minutes", "colour"]);
        return true;
      });
  });

  it("of the opening catalogue is complete", () => {
    for (const { number, ...fields } of openingCatalog) {
      expect(parse(dvd.fields, fields), number).to.deep.equal(fields);
    }
  });
});

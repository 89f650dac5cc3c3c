import { expect } from "chai";
import { describe, it } from "mocha";
import { Invalid } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { cd } from "../src/cd.ts";
import openingCatalog from "../src/opening-catalog.json" with { type: "json" };

const pie = {
  title: "Pies",
  year: 1999,
  priceCents: 1250,
  artist: "The Crusts",
  genre: "Skiffle",
  tracks: 11,
};

describe("cd", () => {
  it("has what the shop needs to know", () => {
    expect(parse(cd.fields, pie)).to.deep.equal(pie);
  });

  it("is refused with every bad field named", () => {
    const bad = { ...pie, artist: { $gt: "" }, tracks: 1.5, colour: "red" };

    expect(() => parse(cd.fields, bad))
      .to.throw(Invalid)
      .with.nested.property("members.errors")
      .that.satisfies((errors: { field: string }[]) => {
        const fields = errors.map((error) => error.field);
        expect(fields).to.have.members(["artist", "tracks", "colour"]);
        return true;
      });
  });

  it("of the opening catalogue is complete", () => {
    for (const { number, ...fields } of openingCatalog) {
      expect(parse(cd.fields, fields), number).to.deep.equal(fields);
    }
  });
});

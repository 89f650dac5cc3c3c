import { expect } from "chai";
import type { Request } from "express";
import { describe, it } from "mocha";
import { ifMatch } from "../if-match.ts";

const tagsOf = (header?: string) =>
  ifMatch({ get: () => header } as unknown as Request);

describe("If-Match", () => {
  it("names tags, of which weak ones never match", () => {
    expect(tagsOf('"a", W/"b" ,"c,d"')).to.deep.equal(["a", "c,d"]);
    expect(tagsOf("nonsense")).to.deep.equal([]);
  });

  it("may stand for any state, or be absent", () => {
    expect(tagsOf("*")).to.deep.equal(["*"]);
    expect(tagsOf()).to.equal(undefined);
  });
});

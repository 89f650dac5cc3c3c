import { expect } from "chai";
import { describe, it } from "mocha";
import { parseDelays } from "../src/source-group.ts";

describe("the setting of slow sources", () => {
  it("has milliseconds for some groups", () => {
    expect(parseDelays("")).to.deep.equal({});
    expect(parseDelays("feeds:2000, posts:10")).to.deep.equal({
      feeds: 2_000,
      posts: 10,
    });
  });

  it("is refused if it names no group, or no time", () => {
    for (const setting of ["books:10", "feeds", "feeds:", "feeds:-1"]) {
      expect(() => parseDelays(setting), setting).to.throw(
        'SLOW_SOURCE is like "feeds:2000", of catalogues, posts, feeds.',
      );
    }
  });
});

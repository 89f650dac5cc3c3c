import { expect } from "chai";
import { describe, it } from "mocha";
import { createBoundedMap } from "../src/bounded-map.ts";

describe("bounded map", () => {
  it("drops the oldest entries when there are too many", () => {
    const map = createBoundedMap<number>(2, 100);

    for (const i of [1, 2, 3]) map.put(`${i}`, i, 1);

    expect(map.values()).to.deep.equal([2, 3]);
  });

  it("drops the oldest entries when they are too large together", () => {
    const map = createBoundedMap<number>(100, 10);

    for (const i of [1, 2, 3]) map.put(`${i}`, i, 4);

    expect(map.values()).to.deep.equal([2, 3]);
  });

  it("replaces an entry, counts it once and puts it last", () => {
    const map = createBoundedMap<number>(100, 10);
    map.put("a", 1, 4);
    map.put("b", 2, 4);

    map.put("a", 3, 5);

    expect(map.values()).to.deep.equal([2, 3]);
    map.delete("b");
    map.put("c", 4, 5);
    expect(map.values()).to.deep.equal([3, 4]);
  });
});

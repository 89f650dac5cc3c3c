import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createTopicIndex, type Words } from "../src/topic-index.ts";

const words = (text: string): Words => {
  const counts: Words = new Map();
  for (const word of text.split(" ")) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
};

describe("topic index", () => {
  let index: ReturnType<typeof createTopicIndex>;

  beforeEach(() => {
    index = createTopicIndex();
    index.put("a", words("castle ghost night"));
    index.put("b", words("castle garden night"));
    index.put("c", words("pie oven night"));
  });

  const idsLike = (text: string) =>
    index.findSimilar(words(text)).map(({ id }) => id);

  const scoreOf = (text: string, id: string) =>
    index.findSimilar(words(text)).find((it) => it.id === id)?.score ?? 0;

  it("finds the same words with a score of 1, and no others", () => {
    expect(scoreOf("night ghost castle", "a")).to.be.closeTo(1, 1e-9);
    expect(idsLike("river")).to.deep.equal([]);
    expect(idsLike("ghost")).to.deep.equal(["a"]);
  });

  it("puts those with more words in common first", () => {
    expect(idsLike("castle ghost night")).to.deep.equal(["a", "b", "c"]);
    expect(idsLike("oven night")[0]).to.equal("c");
  });

  it("weighs a rare word more than a common one", () => {
    expect(scoreOf("ghost", "a")).to.be.above(scoreOf("castle", "a"));
    expect(scoreOf("castle", "a")).to.be.above(scoreOf("night", "a"));
  });

  it("weighs a word more that is there more often", () => {
    index.put("d", words("garden garden castle"));

    expect(idsLike("garden")).to.deep.equal(["d", "b"]);
    expect(scoreOf("garden garden castle", "d")).to.be.closeTo(1, 1e-9);
    expect(scoreOf("garden castle", "d")).to.be.below(0.999);
  });

  it("orders equal scores by id", () => {
    index.put("0", words("castle ghost night"));

    expect(idsLike("castle ghost night").slice(0, 2)).to.deep.equal(["0", "a"]);
  });

  it("forgets the words of a replaced and of a deleted document", () => {
    index.put("a", words("sea"));
    expect(idsLike("ghost")).to.deep.equal([]);
    expect(idsLike("sea")).to.deep.equal(["a"]);

    index.delete("a");

    expect(idsLike("sea")).to.deep.equal([]);
    expect(index.get("a").size).to.equal(0);
    expect(idsLike("castle")).to.deep.equal(["b"]);
  });

  it("scores by the documents of now, after earlier searches", () => {
    const same = () => scoreOf("castle ghost night", "a");
    expect(same()).to.be.closeTo(1, 1e-9);
    index.put("d", words("castle"));
    expect(same()).to.be.closeTo(1, 1e-9);
    index.delete("d");

    expect(same()).to.be.closeTo(1, 1e-9);
  });

  it("compares documents with a great many words", () => {
    const many = [...Array(150_000).keys()].map((i) => `word${i}`);
    index.put("long", words(`ghost ${many.join(" ")}`));

    expect(idsLike("ghost")).to.deep.equal(["a", "long"]);
  });

  it("names the shared words, the rarest first", () => {
    const shared = index.shared(words("night castle ghost river"), "a");

    expect(shared).to.deep.equal(["ghost", "castle", "night"]);
  });

  it("finds what has all of several words", () => {
    expect(index.findAll(["night", "castle"])).to.have.members(["a", "b"]);
    expect(index.findAll(["ghost", "garden"])).to.deep.equal([]);
    expect(index.findAll(["night", "river"])).to.deep.equal([]);
    expect(index.findAll([])).to.deep.equal([]);
  });
});

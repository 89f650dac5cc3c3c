import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createTextIndex, type TextIndex } from "../text-index.ts";

describe("a text index", () => {
  let index: TextIndex;

  beforeEach(() => {
    index = createTextIndex();
  });

  const put = (key: string, fields: object) =>
    index.put({
      ...{ key, title: "", by: "", text: "", numbers: "" },
      ...fields,
    });
  const found = (query: string, limit = 10) =>
    index.search(query, limit).map(({ key }) => key);

  it("ranks a title before a person, and a person before a text", () => {
    put("text", { title: "Letters", text: "On Dracula and its readers" });
    put("by", { title: "Letters", by: "Vlad Dracula" });
    put("title", { title: "Dracula and his readers" });

    expect(found("dracula")).to.deep.equal(["title", "by", "text"]);
  });

  it("ranks the word itself before its prefix and a misspelling", () => {
    put("misspelt", { title: "Drakula" });
    put("prefix", { title: "Draculas" });
    put("exact", { title: "Dracula" });

    expect(found("dracula")).to.deep.equal(["exact", "prefix", "misspelt"]);
  });

  it("finds the beginning of a word, from two letters on", () => {
    put("1", { title: "Frankenstein" });

    expect(found("fr")).to.deep.equal(["1"]);
    expect(found("frankens")).to.deep.equal(["1"]);
    expect(found("f")).to.deep.equal([]);
    expect(found("stein")).to.deep.equal([]);
  });

  it("allows one mistake in 4 letters, two in 8, and none in fewer", () => {
    put("1", { title: "Emma" });
    put("2", { title: "Wuthering Heights" });
    put("3", { title: "Ox" });

    expect(found("emna")).to.deep.equal(["1"]);
    expect(found("enna")).to.deep.equal([]);
    expect(found("wutherign")).to.deep.equal(["2"]);
    expect(found("wxthexing")).to.deep.equal(["2"]);
    expect(found("ax")).to.deep.equal([]);
  });

  it("ignores case and accents, in texts and queries", () => {
    put("1", { title: "Les Misérables", by: "Émile Ørsted" });
    put("2", { title: "GODEL" });
    // Too short for a mistake.
    put("3", { title: "Été" });

    expect(found("miserables")).to.deep.equal(["1"]);
    expect(found("EMILE orsted")).to.deep.equal(["1"]);
    expect(found("Gödel")).to.deep.equal(["2"]);
    expect(found("ete")).to.deep.equal(["3"]);
    expect(found("ÉTÉ")).to.deep.equal(["3"]);
  });

  it("finds every word of the query, in whatever field", () => {
    put("1", { title: "Dracula", by: "Bram Stoker" });
    put("2", { title: "Dracula", by: "Another Author" });

    expect(found("stoker dracula")).to.deep.equal(["1"]);
    expect(found("stoker frankenstein")).to.deep.equal([]);
  });

  it("finds a number as it stands only", () => {
    put("1", { title: "A", numbers: "9798000000014 1897" });
    put("2", { title: "B", numbers: "9798000000021 1898" });

    expect(found("9798000000014")).to.deep.equal(["1"]);
    expect(found("1898")).to.deep.equal(["2"]);
    expect(found("97980000000")).to.deep.equal([]);
  });

  it("replaces and deletes", () => {
    put("1", { title: "Dracula" });
    put("1", { title: "Carmilla" });
    put("2", { title: "Carmilla" });
    index.delete("2");
    index.delete("3");

    expect(found("dracula")).to.deep.equal([]);
    expect(found("carmilla")).to.deep.equal(["1"]);
    expect(index.size).to.equal(1);
  });

  it("has the best ones, and equal ones in the order of their keys", () => {
    for (const key of ["b", "c", "a"]) put(key, { title: "Dracula" });
    put("z", { title: "Dracula", by: "Dracula" });

    expect(found("dracula", 3)).to.deep.equal(["z", "a", "b"]);
  });

  it("has scores that compare with those of a larger index", () => {
    put("1", { title: "Dracula" });
    for (let i = 0; i < 5; i++) put(`${i + 2}`, { title: `Book ${i}` });
    const large = createTextIndex();
    const none = { by: "", text: "", numbers: "" };
    large.put({ key: "1", title: "Dracula", ...none });
    for (let i = 0; i < 5_000; i++) {
      large.put({ key: `${i + 2}`, title: `Book ${i}`, ...none });
    }

    const [small] = index.search("dracula", 1);
    const [same] = large.search("dracula", 1);

    const ratio = (same?.score ?? 0) / (small?.score ?? 1);
    expect(ratio).to.be.within(0.7, 1.4);
  });

  it("takes characters of patterns and control characters for spaces", () => {
    put("1", { title: "A (b)[c]* .+?^$ {}|\\ end" });

    expect(found("(b)*[c]")).to.deep.equal(["1"]);
    expect(found(".*")).to.deep.equal([]);
    expect(found("\u0007end\u001b[31m")).to.deep.equal([]);
    expect(found("\u0007end\u001b")).to.deep.equal(["1"]);
    expect(found("")).to.deep.equal([]);
  });
});

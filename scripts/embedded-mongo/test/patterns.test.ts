import { expect } from "chai";
import { before, describe, it } from "mocha";
import { BSONRegExp, type Collection, type Document } from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

const documents = [
  { _id: 1, t: "Gödel" },
  { _id: 2, t: "a b" },
  { _id: 3, t: "first\nsecond" },
  { _id: 4, t: "42" },
  { _id: 5, t: "line\n" },
  { _id: 6, t: "a.b" },
  { _id: 7, t: "aa" },
];

/** A pattern of PCRE, its options, and the documents it matches. */
const facts: [string, string, string, number[]][] = [
  ["classes of Unicode", "^\\p{L}+$", "", [1, 5, 7]],
  ["upper case of Unicode", "\\p{Lu}", "", [1]],
  ["POSIX classes", "^[[:alpha:]]+$", "", [5, 7]],
  ["negated POSIX classes", "^[[:^alpha:]]+$", "", [4]],
  ["the start of the text", "\\As", "m", []],
  ["the start of a line", "^s", "m", [3]],
  ["the end of the text", "e\\z", "", []],
  ["the end before a newline", "e\\Z", "", [5]],
  ["a dollar before a last newline", "^line$", "", [5]],
  ["horizontal space", "a\\hb", "", [2]],
  ["horizontal space in a set", "a[\\h.]b", "", [2, 6]],
  ["any newline", "t\\Rs", "", [3]],
  ["quoted text", "\\Qa.b\\E", "", [6]],
  ["options inside", "(?i)gÖDEL", "", [1]],
  ["named groups", "(?P<x>a)a", "", [7]],
  ["extended patterns", "a \\. b # dot", "x", [6]],
  ["a dot for newlines", "first.second", "s", [3]],
  ["code points", "G\\x{f6}", "", [1]],
  ["what is ahead", "a(?=a)", "", [7]],
  ["what is behind", "(?<=a\\.)b", "", [6]],
  ["what is not ahead", "^a(?![a.])", "", [2]],
  ["a group again", "^(a)\\1$", "", [7]],
  ["POSIX classes and what is ahead", "^[[:digit:]](?=2)", "", [4]],
];

describe("patterns", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany(documents);
  });

  const idsOf = async (filter: Document) => {
    const found = await items.find(filter).sort({ _id: 1 }).toArray();
    return found.map(({ _id }) => _id);
  };

  for (const [what, pattern, options, ids] of facts) {
    it(`match ${what}`, async () => {
      const asText = { t: { $regex: pattern, $options: options } };
      const asValue = { t: new BSONRegExp(pattern, options) };
      const amongOthers = { t: { $in: [new BSONRegExp(pattern, options)] } };
      const regexMatch = { input: "$t", regex: pattern, options };

      expect(await idsOf(asText), "as a text").to.deep.equal(ids);
      expect(await idsOf(asValue), "as a value").to.deep.equal(ids);
      expect(await idsOf(amongOthers), "in a list").to.deep.equal(ids);
      expect(
        await idsOf({ $expr: { $regexMatch: regexMatch } }),
        "in an expression",
      ).to.deep.equal(ids);
    });
  }

  it("find what matched, and where", async () => {
    const find = { $regexFind: { input: "xö1 ö2", regex: "ö(\\d)" } };
    const all = { $regexFindAll: { input: "xö1 ö2", regex: "ö(\\d)" } };

    const [found] = await items
      .aggregate([{ $limit: 1 }, { $project: { _id: 0, find, all } }])
      .toArray();

    expect(found).to.deep.equal({
      find: { match: "ö1", idx: 1, captures: ["1"] },
      all: [
        { match: "ö1", idx: 1, captures: ["1"] },
        { match: "ö2", idx: 4, captures: ["2"] },
      ],
    });
  });

  for (const pattern of ["a++", "(?>a)", "\\Ka", "[[:nothing:]]", "("]) {
    it(`are refused where they are unknown: ${pattern}`, async () => {
      const attempt = items.findOne({ t: { $regex: pattern } });

      expect(await refusal(attempt)).to.include({ code: 51091 });
    });
  }

  it("are refused with an unknown option", async () => {
    const filter = { t: { $regex: "a", $options: "g" } };

    expect(await refusal(items.findOne(filter))).to.include({ code: 51108 });
  });

  const endless = `${"a".repeat(60)}!`;

  it("take a time that is linear in the length of the text", async () => {
    await items.insertOne({ _id: 8, t: endless });

    const found = await idsOf({ t: { $regex: "^(a+)+$" } });

    expect(found).to.deep.equal([7]);
    await items.deleteOne({ _id: 8 });
  }).timeout(20_000);

  it("end with an error when backtracking takes too long", async () => {
    const filter = { t: { $regex: "^(a+)+(?=b)$" } };
    await items.insertOne({ _id: 8, t: endless });

    const error = await refusal(items.findOne(filter));

    expect(error).to.include({ code: 51156 });
    await items.deleteOne({ _id: 8 });
  }).timeout(20_000);

  it("end with an error when many short matches take too long", async () => {
    const many = test.db.collection<Item>("many");
    const t = `${"a".repeat(16)}!`;
    await many.insertMany(Array.from({ length: 50_000 }, () => ({ t })));

    const error = await refusal(many.findOne({ t: /^(a+)+(?=b)$/ }));

    expect(error).to.include({ code: 51156 });
    const few = [{ $limit: 100 }, { $match: { t: /a(?=!)/ } }];
    expect(await many.aggregate(few).toArray()).to.have.length(100);
  }).timeout(60_000);
});

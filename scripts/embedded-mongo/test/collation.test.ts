import { expect } from "chai";
import { before, describe, it } from "mocha";
import type {
  CollationOptions,
  Collection,
  CollectionInfo,
  Document,
} from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

const texts = ["zebra", "Éclair", "eclair", "ECLAIR", "apple", "Ágætis"];
const base: CollationOptions = { locale: "en", strength: 1 };
const accents: CollationOptions = { locale: "en", strength: 2 };
const variants: CollationOptions = { locale: "en" };

describe("a collation", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany(texts.map((t, _id) => ({ _id, t })));
  });

  const filters: [string, Document, CollationOptions, number[]][] = [
    [
      "of strength 1 ignores accents and case",
      { t: "eclair" },
      base,
      [1, 2, 3],
    ],
    ["of strength 2 ignores case", { t: "eclair" }, accents, [2, 3]],
    ["of strength 3 ignores nothing", { t: "eclair" }, variants, [2]],
    ["counts in lists", { t: { $in: ["ECLAIR"] } }, accents, [2, 3]],
    ["counts in ranges", { t: { $gte: "eclair" } }, base, [0, 1, 2, 3]],
    ["counts in negations", { t: { $ne: "eclair" } }, base, [0, 4, 5]],
    [
      "counts in expressions",
      { $expr: { $eq: ["$t", "eclair"] } },
      base,
      [1, 2, 3],
    ],
    ["does not count in patterns", { t: /^eclair/ }, base, [2]],
  ];

  for (const [fact, filter, collation, ids] of filters) {
    it(fact, async () => {
      const options = { collation };

      const found = await items.find(filter, options).sort("_id").toArray();

      expect(found.map(({ _id }) => _id)).to.deep.equal(ids);
      expect(await items.countDocuments(filter, options)).to.equal(ids.length);
    });
  }

  it("orders texts as the language does", async () => {
    const sorted = await items
      .find({}, { collation: variants })
      .sort({ t: 1 })
      .toArray();
    const piped = await items
      .aggregate([{ $sort: { t: -1 } }], { collation: variants })
      .toArray();

    const order = ["Ágætis", "apple", "eclair", "ECLAIR", "Éclair", "zebra"];
    expect(sorted.map(({ t }) => t)).to.deep.equal(order);
    expect(piped.map(({ t }) => t)).to.deep.equal(order.toReversed());
  });

  it("orders numbers in texts", async () => {
    const rooms = test.db.collection<Item>("rooms");
    await rooms.insertMany(["a10", "a9"].map((t) => ({ t })));
    const collation = { locale: "en", numericOrdering: true };

    const sorted = await rooms.find({}, { collation }).sort("t").toArray();

    expect(sorted.map(({ t }) => t)).to.deep.equal(["a9", "a10"]);
  });

  it("groups and lists what is equal", async () => {
    const groups = await items
      .aggregate([{ $group: { _id: "$t" } }], { collation: base })
      .toArray();

    expect(groups).to.have.length(4);
    expect(await items.distinct("t", {}, { collation: base })).to.have.length(
      4,
    );
  });

  it("counts for updates and deletions", async () => {
    const copy = test.db.collection<Item>("copy");
    await copy.insertMany(texts.map((t, _id) => ({ _id, t })));
    const options = { collation: base };

    await copy.updateMany({ t: "ECLAIR" }, { $set: { seen: true } }, options);
    await copy.deleteOne({ t: "ZEBRA" }, options);
    const found = await copy.findOneAndDelete({ t: "APPLE" }, options);

    expect(await copy.countDocuments({ seen: true })).to.equal(3);
    expect(found?.t).to.equal("apple");
    expect(await copy.countDocuments()).to.equal(4);
  });

  it("of an index makes it unique, and serves its own queries", async () => {
    const users = test.db.collection<Item>("users");
    await users.createIndex({ name: 1 }, { unique: true, collation: base });
    await users.insertMany([{ name: "Åsa" }, { name: "Bo" }]);

    const error = await refusal(users.insertOne({ name: "ASA" }));
    const own = await users
      .find({ name: "asa" }, { collation: base })
      .explain("executionStats");
    const other = await users.find({ name: "asa" }).explain("executionStats");

    expect(error).to.include({ code: 11000 });
    expect(own.executionStats).to.include({
      nReturned: 1,
      totalKeysExamined: 1,
    });
    expect(other.queryPlanner.winningPlan.stage).to.equal("COLLSCAN");
    expect(other.executionStats.nReturned).to.equal(0);
  });

  const refusals: [string, Document, number][] = [
    ["a language that does not exist", { locale: "nowhere_at_all" }, 2],
    ["a strength that it has not", { locale: "en", strength: 4 }, 238],
    ["no language", { strength: 1 }, 40414],
    ["an option that does not exist", { locale: "en", foo: 1 }, 40415],
  ];

  for (const [what, collation, code] of refusals) {
    it(`is refused with ${what}`, async () => {
      const attempt = test.db.command({ find: "items", collation });

      expect(await refusal(attempt)).to.include({ code });
    });
  }
});

describe("a collation of a collection", () => {
  const test = useDatabase();
  let words: Collection<{ _id: string; t?: string }>;

  before(async () => {
    words = await test.db.createCollection("words", { collation: base });
    await words.insertMany([
      { _id: "one", t: "Éclair" },
      { _id: "two", t: "zebra" },
      { _id: "three", t: "apple" },
    ]);
  });

  const query = { t: "ECLAIR" };
  const simple = { collation: { locale: "simple" } };

  it("is that of each command without one", async () => {
    const sorted = await words.find().sort({ t: 1 }).toArray();
    const [piped] = await words.aggregate([{ $match: query }]).toArray();
    const written = await words.updateOne(query, { $set: { u: 1 } });

    expect(await words.countDocuments(query)).to.equal(1);
    expect(sorted.map(({ _id }) => _id)).to.deep.equal(["three", "one", "two"]);
    expect(piped).to.include({ _id: "one" });
    expect(written.matchedCount).to.equal(1);
    expect(await words.findOneAndUpdate(query, { $set: { u: 2 } })).to.include({
      _id: "one",
    });
    expect(await words.distinct("t", query)).to.deep.equal(["Éclair"]);
    expect((await words.deleteOne({ t: "ZEBRA" })).deletedCount).to.equal(1);
    await words.insertOne({ _id: "two", t: "zebra" });
  });

  it("is replaced by a command's own", async () => {
    expect(await words.countDocuments(query, simple)).to.equal(0);
    expect(await words.countDocuments(query, { collation: variants })).to.equal(
      0,
    );
  });

  it("is that of indexes without one, also of the one on _id", async () => {
    await words.createIndex({ t: 1 }, { unique: true });
    await words.createIndex({ t: -1 }, simple);

    const taken = [
      words.insertOne({ _id: "ONE" }),
      words.insertOne({ _id: "four", t: "eclair" }),
    ];
    for (const attempt of taken) {
      expect(await refusal(attempt)).to.include({ code: 11000 });
    }
    expect(await words.findOne({ _id: "ÖNE" })).to.include({ _id: "one" });
    const explained = await words.find(query).explain("queryPlanner");
    expect(explained.queryPlanner.winningPlan.inputStage).to.include({
      indexName: "t_1",
    });
    const listed = await words.indexes();
    expect(
      listed.map(({ name, collation }) => [name, collation?.strength]),
    ).to.deep.equal([
      ["_id_", 1],
      ["t_1", 1],
      ["t_-1", undefined],
    ]);
  });

  it("is an option of listCollections", async () => {
    const [listed] = await test.db.listCollections({ name: "words" }).toArray();

    expect((listed as CollectionInfo).options?.collation).to.include(base);
  });

  it("is refused for a language that does not exist", async () => {
    const collation = { locale: "none" };

    const attempt = test.db.createCollection("other", { collation });

    expect(await refusal(attempt)).to.include({ code: 2 });
  });
});

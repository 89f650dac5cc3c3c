import { expect } from "chai";
import { before, describe, it } from "mocha";
import { type Document, Long, MongoClient } from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

describe("the server", () => {
  const test = useDatabase();

  it("answers hello with its limits", async () => {
    const hello = await test.db.admin().command({ hello: 1 });

    expect(hello).to.include({ isWritablePrimary: true, ok: 1 });
    expect(hello.maxWireVersion).to.be.at.least(9);
    expect(hello.maxBsonObjectSize).to.equal(16 * 1024 * 1024);
    expect(hello.maxMessageSizeBytes).to.equal(48_000_000);
  });

  it("answers ping and buildInfo", async () => {
    const { ok } = await test.db.command({ ping: 1 });
    const { version } = await test.db.admin().buildInfo();

    expect(ok).to.equal(1);
    expect(version).to.match(/^\d+\.\d+\.\d+/);
  });

  it("refuses unknown commands", async () => {
    const error = await refusal(test.db.command({ makeCoffee: 1 }));

    expect(error).to.include({ code: 59, codeName: "CommandNotFound" });
    expect(error.message).to.equal("no such command: 'makeCoffee'");
  });

  it("refuses unknown options", async () => {
    const attempt = test.db.command({ find: "items", makeCoffee: true });

    expect(await refusal(attempt)).to.include({ code: 40415 });
  });

  it("refuses options of the wrong type", async () => {
    const attempts: [Document, number][] = [
      [{ find: 5 }, 73],
      [{ find: "items", filter: 5 }, 14],
      [{ find: "items", limit: "5" }, 14],
      [{ insert: "items" }, 40414],
      [{ delete: "items", deletes: [{ q: {}, limit: 2 }] }, 9],
    ];

    for (const [command, code] of attempts) {
      const answer = await test.db.command(command).catch((error) => error);
      const refused = answer.writeErrors?.[0] ?? answer;
      expect(refused.code, JSON.stringify(command)).to.equal(code);
    }
  });

  it("refuses names that no collection may have", async () => {
    const attempt = test.db.command({ insert: "a$b", documents: [{ a: 1 }] });

    expect(await refusal(attempt)).to.include({ code: 73 });
  });

  it("has sessions", async () => {
    const items = test.db.collection<Item>("sessions");

    await test.client.withSession(async (session) => {
      await items.insertOne({ _id: 1 }, { session });
      expect(await items.findOne({}, { session })).to.deep.equal({ _id: 1 });
    });
  });

  it("carries out writes that want no reply", async () => {
    const items = test.db.collection<Item>("unacknowledged");
    const options = { writeConcern: { w: 0 } } as const;

    await items.insertOne({ _id: 1 }, options);
    await items.updateOne({ _id: 1 }, { $set: { a: 1 } }, options);

    const deadline = Date.now() + 5_000;
    while (!(await items.findOne({ a: 1 })) && Date.now() < deadline);
    expect(await items.findOne()).to.deep.equal({ _id: 1, a: 1 });
  });

  it("lists databases and collections, and drops them", async () => {
    const name = `${test.db.databaseName}-2`;
    const db = test.client.db(name);
    await db.createCollection("empty");
    await db.collection("filled").insertOne({ a: 1 });

    const collections = await db.listCollections({ name: "empty" }).toArray();
    const names = await db.listCollections({}, { nameOnly: true }).toArray();
    const { databases } = await test.db.admin().listDatabases();

    expect(collections).to.have.length(1);
    expect(names.map((one) => one.name)).to.have.members(["empty", "filled"]);
    expect(databases.map((one) => one.name)).to.include(name);

    await db.dropCollection("filled");
    expect(await db.collection("filled").countDocuments()).to.equal(0);
    await db.dropDatabase();
    const left = await test.db.admin().listDatabases({ nameOnly: true });
    expect(left.databases.map((one) => one.name)).not.to.include(name);
  });

  it("has no indexes to list of what does not exist", async () => {
    const attempt = test.db.command({ listIndexes: "nowhere" });

    expect(await refusal(attempt)).to.include({ code: 26 });
  });

  it("serves many clients at once", async () => {
    const items = test.db.collection<Item>("counter");
    await items.insertOne({ _id: "n", value: 0 });
    const clients = await Promise.all(
      Array.from({ length: 10 }, () => MongoClient.connect(test.url)),
    );

    const counting = clients.flatMap((client) => {
      const counter = client
        .db(test.db.databaseName)
        .collection<Item>("counter");
      return Array.from({ length: 100 }, () =>
        counter.findOneAndUpdate(
          { _id: "n" },
          { $inc: { value: 1 } },
          { returnDocument: "after" },
        ),
      );
    });
    const given = await Promise.all(counting);

    const values = new Set(given.map((document) => document?.value));
    expect(values.size).to.equal(1_000);
    await Promise.all(clients.map((client) => client.close()));
  });
});

describe("a standalone server", () => {
  const test = useDatabase();

  before(async function () {
    const hello = await test.db.admin().command({ hello: 1 });
    if (hello.setName || hello.msg === "isdbgrid") this.skip();
  });

  it("refuses transactions", async () => {
    const statement = {
      insert: "items",
      documents: [{ a: 1 }],
      txnNumber: Long.fromNumber(1),
      startTransaction: true,
      autocommit: false,
    };

    const error = await refusal(test.db.command(statement));

    expect(error).to.include({ code: 20 });
  });

  it("refuses to wait for others to replicate", async () => {
    const attempt = test.db
      .collection("items")
      .insertOne({}, { writeConcern: { w: 2 } });

    expect(await refusal(attempt)).to.include({ code: 2 });
  });
});

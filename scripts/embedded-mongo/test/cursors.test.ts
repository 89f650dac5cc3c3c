import { expect } from "chai";
import { before, describe, it } from "mocha";
import { type Collection, type Document, Long } from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

describe("cursors", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    const documents = Array.from({ length: 1_000 }, (_, _id) => ({ _id }));
    await items.insertMany(documents);
  });

  const open = async () => {
    const reply = await test.db.command({ find: "items", batchSize: 10 });
    return reply.cursor.id as Long;
  };

  const getMore = (id: Long) =>
    test.db.command({ getMore: id, collection: "items", batchSize: 10 });

  it("hand out everything, in batches", async () => {
    for (const batchSize of [1, 7, 101, 1_000, 5_000]) {
      const found = await items.find({}, { batchSize }).toArray();

      expect(new Set(found.map(({ _id }) => _id)).size).to.equal(1_000);
    }
  });

  it("begin with 101 documents", async () => {
    const { cursor } = await test.db.command({ find: "items" });

    expect(cursor.firstBatch).to.have.length(101);
  });

  it("continue at their position, one batch after the other", async () => {
    const id = Long.fromValue(await open());

    const { cursor } = await getMore(id);

    expect(cursor.nextBatch.map(({ _id }: Document) => _id)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => i + 10),
    );
  });

  it("split what does not fit into one message", async () => {
    const large = test.db.collection<Item>("large");
    const text = "x".repeat(3_000_000);
    const documents = Array.from({ length: 20 }, (_, _id) => ({ _id, text }));
    await large.insertMany(documents);

    const { cursor } = await test.db.command({ find: "large" });
    const found = await large.find().toArray();

    // Five have 15 MB, and a message of replies has 16 MiB at most.
    expect(cursor.firstBatch).to.have.length(5);
    expect(found).to.have.length(20);
  });

  it("are gone once they are killed", async () => {
    const id = Long.fromValue(await open());

    const reply = await test.db.command({
      killCursors: "items",
      cursors: [id],
    });

    expect(reply.cursorsKilled).to.have.length(1);
    expect(await refusal(getMore(id))).to.include({ code: 43 });
  });

  it("are gone once the client closes them early", async () => {
    const cursor = items.find({}, { batchSize: 10 });
    await cursor.next();
    const { id } = cursor;

    await cursor.close();

    const gone = await refusal(getMore(Long.fromValue(id ?? 0)));
    expect(gone.codeName).to.equal("CursorNotFound");
  });

  it("do not exist before they are opened", async () => {
    const unknown = Long.fromNumber(123_456);

    expect(await refusal(getMore(unknown))).to.include({ code: 43 });
  });

  it("belong to the collection on which they were opened", async () => {
    const id = Long.fromValue(await open());
    const others = { getMore: id, collection: "others", batchSize: 10 };

    expect(await refusal(test.db.command(others))).to.include({ code: 43 });
  });

  it("are a thousand at most: the one idle for longest is dropped", async () => {
    const first = Long.fromValue(await open());
    for (let count = 0; count < 1_000; count++) await open();

    expect(await refusal(getMore(first))).to.include({ code: 43 });
  });
});

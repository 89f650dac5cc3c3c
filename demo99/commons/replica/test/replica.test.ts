import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { as } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { book, startReplica } from "./start-replica.ts";

describe("a replica", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let replica: Awaited<ReturnType<typeof startReplica>>;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    replica = await startReplica(testDatabase.database);
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  it("puts and deletes records, also when it is told twice", async () => {
    const first = { put: [book("1"), book("2")] };
    const second = { put: [book("3")], delete: ["1", "unknown"] };

    for (const changes of [first, first, second, second]) {
      expect((await replica.change(changes)).status).to.equal(204);
    }

    expect(await replica.find("books", "1")).to.equal(undefined);
    expect(await replica.find("books", "2")).to.deep.equal(book("2"));
    const { sources } = await replica.describe();
    expect(sources).to.deep.include({ books: 2, cds: 0, atom: 0 });
  });

  it("keeps the higher version, whatever arrives last", async () => {
    await replica.change({ put: [book("1", "New"), book("2")], version: 2 });
    await replica.change({ delete: ["2"], version: 4 });

    const late = { put: [book("1", "Old"), book("2"), book("3")], version: 1 };
    expect((await replica.change(late)).status).to.equal(204);

    expect(await replica.find("books", "1")).to.deep.equal(book("1", "New"));
    expect(await replica.find("books", "2")).to.equal(undefined);
    expect(await replica.find("books", "3")).to.deep.equal(book("3"));
  });

  it("forgets after a day which records were deleted", async () => {
    await replica.change({ put: [book("1"), book("2")], version: 1 });
    await replica.change({ delete: ["1", "2"], version: 2 });
    await replica.change({ put: [book("2")], version: 3 });

    const records = testDatabase.database.collection("replica-records");
    const index = (await records.indexes()).find(({ key }) => key.deletedAt);
    expect(index).to.deep.include({ expireAfterSeconds: 86_400 });
    const [deleted, kept] = await records.find().sort({ id: 1 }).toArray();
    expect(deleted?.deletedAt).to.be.a("date");
    expect(kept).not.to.have.property("deletedAt");
  });

  it("has the same id as long as its database", async () => {
    const again = await startReplica(testDatabase.database);
    const { id } = await replica.describe();
    expect((await again.describe()).id).to.equal(id);

    await testDatabase.database.dropDatabase();

    expect((await replica.describe()).id).not.to.equal(id);
  });

  it("lists the existing ones of some records, in their order", async () => {
    const cd = { ...book("1", "A CD"), source: "cds" };
    await replica.change({ put: [book("1"), book("2")] });
    await replica.call("PUT", "/replica/cds", { put: [cd] });

    const found = await replica.list([
      { source: "books", id: "2" },
      { source: "cds", id: "1" },
      { source: "dvds", id: "1" },
      { source: "books", id: "3" },
      { source: "books", id: "1" },
    ]);

    const titles = found.map(({ title }) => title);
    expect(titles).to.deep.equal(["Book 2", "A CD", "Book 1"]);
  });

  it("finds an item by its number", async () => {
    await replica.change({ put: [book("9798000000014")] });

    const item = await replica.getItem("9798000000014");

    expect(item.title).to.equal("Book 9798000000014");
    const unknown = await replica.getItem("9798000000021").catch((it) => it);
    expect(unknown.message).to.match(/^There is no item with the number 979/);
  });

  it("is changed by sync-api only", async () => {
    const statusFor = async (headers: Record<string, string>) =>
      (await replica.call("PUT", "/replica/books", {}, headers)).status;

    expect(await statusFor({})).to.equal(401);
    expect(await statusFor(as("admin", "admin"))).to.equal(403);
    expect(await statusFor(as("book-api", "service"))).to.equal(403);
    expect(await statusFor(as("sync-api", "service"))).to.equal(204);
  });

  it("refuses what it cannot use", async () => {
    const many = Array.from({ length: 1_001 }, (_, i) => `${i}`);
    const refused = [
      { put: [{ ...book("1"), source: "cds" }] },
      { put: [{ ...book("1"), url: "javascript:alert(1)" }] },
      { put: [{ ...book("1"), unknown: 1 }] },
      { put: [book("")] },
      { delete: many },
    ];

    for (const changes of refused) {
      expect((await replica.change(changes)).status).to.equal(400);
    }
    const other = await replica.call("PUT", "/replica/users", {});
    expect(other.status).to.equal(400);
  });
});

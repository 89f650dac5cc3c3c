import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import type { ReplicaRecord } from "../record.ts";
import { createReplicaRepository } from "../replica-repository.ts";
import { createReplicaService } from "../replica-service.ts";
import { createReplicaWatch } from "../watch-replica.ts";
import { book } from "./start-replica.ts";

/** What a service keeps in memory. */
function createMemory() {
  const titles = new Map<string, string>();
  return {
    titles,
    apply(
      _source: string,
      changes: { put: ReplicaRecord[]; delete: string[] },
    ) {
      for (const { id, title } of changes.put) titles.set(id, title);
      for (const id of changes.delete) titles.delete(id);
    },
  };
}

describe("the watch of a replica", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(() => testDatabase.close());

  function open() {
    const repository = createReplicaRepository(testDatabase.database);
    const { change } = createReplicaService(repository);
    const memory = createMemory();
    const { poll } = createReplicaWatch(repository, memory.apply);
    let version = 0;
    return {
      repository,
      poll,
      titles: () => Object.fromEntries([...memory.titles].sort()),
      put: (...records: ReplicaRecord[]) =>
        change("books", { put: records, delete: [], version: ++version }),
      remove: (...ids: string[]) =>
        change("books", { put: [], delete: ids, version: ++version }),
    };
  }

  it("loads all records, then what has changed", async () => {
    const { put, remove, poll, titles } = open();
    await put(book("1", "One"), book("2", "Two"));
    await remove("2");
    await poll();
    expect(titles()).to.deep.equal({ 1: "One" });

    await put(book("1", "Uno"), book("3", "Three"));
    await remove("3");
    await put(book("4", "Four"));
    await poll();

    expect(titles()).to.deep.equal({ 1: "Uno", 4: "Four" });
    await remove("1");
    await poll();

    expect(titles()).to.deep.equal({ 4: "Four" });
  });

  it("follows the chosen sources only", async () => {
    const { repository, put } = open();
    const memory = createMemory();
    const { poll } = createReplicaWatch(repository, memory.apply, ["cds"]);
    const { change } = createReplicaService(repository);
    const cd = (id: string) => ({ ...book(id), source: "cds" as const });
    const putCd = (id: string) =>
      change("cds", { put: [cd(id)], delete: [], version: 1 });
    await put(book("1"));
    await putCd("2");
    await poll();
    await put(book("3"));
    await putCd("4");
    await poll();

    expect([...memory.titles.keys()]).to.deep.equal(["2", "4"]);
  });

  it("loads more than a page", async () => {
    const { put, poll, titles } = open();
    const ids = Array.from({ length: 1_500 }, (_, i) => `${i}`);
    await put(...ids.slice(0, 800).map((id) => book(id)));
    await put(...ids.slice(800).map((id) => book(id)));

    await poll();

    expect(Object.keys(titles())).to.have.length(1_500);
  });

  it("sees a change that is stored after a later one", async () => {
    const late = open();
    const { put, poll, titles } = open();
    await put(book("1"));
    await poll();
    // The record of a change is there, and its place in the log is not.
    const changes = { put: [book("2")], delete: [], version: 1 };
    await late.repository.write("books", changes);
    await put(book("3"));
    await poll();

    await late.repository.append("books", ["2"]);
    await poll();

    expect(Object.keys(titles())).to.deep.equal(["1", "2", "3"]);
  });

  it("misses no change of several instances", async () => {
    const instances = [open(), open(), open()];
    const { poll, titles } = open();
    await poll();
    const writes = instances.map(async ({ put }, i) => {
      for (let n = 0; n < 10; n++) await put(book(`${i}-${n}`));
    });
    const written = Promise.all(writes);
    let isWritten = false;
    written.finally(() => {
      isWritten = true;
    });
    while (!isWritten) await poll();

    await written;
    await poll();

    expect(Object.keys(titles())).to.have.length(30);
  });

  it("loads all again if the log was trimmed, or the database replaced", async () => {
    const { database } = testDatabase;
    const { put, remove, poll, titles } = open();
    await put(book("1"), book("2"));
    await poll();
    await remove("1");
    await put(book("3", "Three"));
    await database
      .collection("replica-changes")
      .deleteMany({ _id: 2 as never });

    await poll();
    expect(titles()).to.deep.equal({ 2: "Book 2", 3: "Three" });

    await database.dropDatabase();
    await put(book("4", "Four"));
    await poll();

    expect(titles()).to.deep.equal({ 4: "Four" });
  });
});

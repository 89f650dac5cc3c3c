import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import {
  createResultRepository,
  type ResultRepository,
} from "../src/result-repository.ts";

const hits = [{ key: "books/1", score: 2 }];

describe("the stored results", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let results: ResultRepository;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    results = createResultRepository(testDatabase.database);
  });
  afterEach(() => testDatabase.close());

  async function insert(leaseMs: number) {
    const id = randomUUID();
    const result = { id, q: "pie", limit: 20, early: [] };
    await results.insert({ ...result, late: ["feeds"] }, leaseMs);
    return id;
  }

  it("keep the first complete list, which a client may read already", async () => {
    const id = await insert(0);

    await results.complete(id, hits);
    await results.complete(id, []);

    expect((await results.find(id))?.hits).to.deep.equal(hits);
  });

  it("can be claimed by one, when the lease has ended", async () => {
    const held = await insert(60_000);
    expect(await results.claim(held, 60_000)).to.equal(false);

    const free = await insert(0);
    const claims = await Promise.all(
      [1, 2, 3].map(() => results.claim(free, 60_000)),
    );

    expect(claims.filter(Boolean)).to.have.length(1);
  });

  it("are renewed until they are complete, and then no more", async () => {
    const id = await insert(0);

    expect(await results.renew(id, 60_000)).to.equal(true);
    expect(await results.claim(id, 60_000)).to.equal(false);
    await results.complete(id, hits);
    expect(await results.renew(id, 60_000)).to.equal(false);
  });

  it("are limited in number: the oldest ones end", async () => {
    results = createResultRepository(testDatabase.database, 3);
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push(await insert(0));

    const found = await Promise.all(ids.map((id) => results.find(id)));

    const kept = found.flatMap((it) => it?.id ?? []);
    expect(kept).to.deep.equal(ids.slice(-3));
    await Promise.all(ids.map(() => insert(0)));
    const stored = testDatabase.database.collection("results");
    expect(await stored.countDocuments()).to.equal(3);
  });

  it("cannot be claimed when they are complete", async () => {
    const id = await insert(0);
    await results.complete(id, hits);

    expect(await results.claim(id, 60_000)).to.equal(false);
  });
});

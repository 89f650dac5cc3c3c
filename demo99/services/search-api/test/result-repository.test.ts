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

  it("cannot be claimed when they are complete", async () => {
    const id = await insert(0);
    await results.complete(id, hits);

    expect(await results.claim(id, 60_000)).to.equal(false);
  });
});

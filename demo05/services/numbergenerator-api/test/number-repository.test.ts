import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import { createNumberRepository } from "../src/number-repository.ts";

describe("number repository", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(() => testDatabase.close());

  const create = () => createNumberRepository(testDatabase.database);

  it("counts for all instances together, each kind by itself", async () => {
    const [one, other] = [create(), create()];
    await one.prepare(["book", "cd"], 100);
    expect(await one.next("book")).to.equal(101);

    await other.prepare(["book", "cd"], 100);

    expect(await other.next("book")).to.equal(102);
    expect(await other.next("cd")).to.equal(101);
  });
});

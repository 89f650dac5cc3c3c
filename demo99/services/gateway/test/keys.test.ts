import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { publicHalf } from "../src/key.ts";
import { createKeyRepository } from "../src/key-repository.ts";

describe("the gateway's key pair", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(() => testDatabase.close());

  const create = () => createKeyRepository(testDatabase.database);

  it("is the same for all instances that start at once", async () => {
    const instances = [create(), create(), create()];

    const keys = await Promise.all(instances.map(({ get }) => get()));

    expect(new Set(keys.map(({ pem }) => pem)).size).to.equal(1);
  });

  it("is the same after a restart", async () => {
    const before = await create().get();

    expect(await create().get()).to.include({ id: before.id, pem: before.pem });
  });

  it("is made again after the database was emptied", async () => {
    const keys = create();
    const { id } = await keys.get();

    await testDatabase.database.dropDatabase();

    expect((await keys.get()).id).not.to.equal(id);
  });

  it("is published without its private half", async () => {
    const jwk = publicHalf(await create().get());

    expect(jwk).to.have.all.keys("kty", "n", "e", "kid", "use", "alg");
    expect(jwk).to.include({ kty: "RSA", use: "sig", alg: "RS256" });
  });
});

import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { expect } from "chai";
import { afterEach, before, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { createKey, type Key } from "../src/key.ts";
import { createKeyRepository } from "../src/key-repository.ts";
import { createKeyService } from "../src/key-service.ts";

const hourMs = 3_600_000;
/** More than it takes for a new key to become known. */
const known = 5_000;

describe("the gateway's keys", () => {
  let realKey: Key;
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let time: number;

  before(async () => {
    realKey = await createKey(1, new Date());
  });

  beforeEach(() => {
    testDatabase = openTestDatabase();
    time = Date.now();
  });
  afterEach(() => testDatabase.close());

  /** Real keys take long to make: these differ by their ids alone. */
  async function make(generation: number, signsFrom: Date): Promise<Key> {
    return { ...realKey, generation, id: randomUUID(), signsFrom };
  }

  const create = (makeKey = make) => {
    const repository = createKeyRepository(testDatabase.database);
    return createKeyService(repository, { now: () => time, make: makeKey });
  };

  async function publishedIds(keys: ReturnType<typeof create>) {
    return (await keys.getJwks()).keys.map(({ kid }) => kid);
  }

  it("are one for all instances that start at once", async () => {
    const instances = [create(), create(), create()];

    await Promise.all(instances.map((keys) => keys.prepare()));
    await create().prepare();

    const signing = await Promise.all(
      instances.map((keys) => keys.getSigningKey()),
    );
    expect(new Set(signing.map(({ id }) => id)).size).to.equal(1);
    expect(await publishedIds(create())).to.deep.equal([signing[0]?.id]);
  });

  it("are published without their private halves", async () => {
    const keys = create();
    await keys.prepare();

    const [jwk] = (await keys.getJwks()).keys;

    expect(jwk).to.have.all.keys("kty", "n", "e", "kid", "use", "alg");
    expect(jwk).to.include({ kty: "RSA", use: "sig", alg: "RS256" });
  });

  it("are published before they sign", async () => {
    const keys = create();
    await keys.prepare();
    const first = await keys.getSigningKey();

    const second = await keys.rotate();

    expect((await keys.getSigningKey()).id).to.equal(first.id);
    expect(await publishedIds(keys)).to.deep.equal([first.id, second.id]);
    time += known;
    expect((await keys.getSigningKey()).id).to.equal(second.id);
  });

  it("stay until the last token that they signed has expired", async () => {
    const keys = create();
    await keys.prepare();
    const first = await keys.getSigningKey();
    const second = await keys.rotate();

    time += hourMs;
    expect(await publishedIds(keys)).to.deep.equal([first.id, second.id]);
    time += known;
    expect(await publishedIds(keys)).to.deep.equal([second.id]);
  });

  it("are deleted at a later rotation", async () => {
    const keys = create();
    await keys.prepare();
    await keys.rotate();
    time += hourMs + known;
    await keys.rotate();

    const stored = testDatabase.database.collection("keys");

    expect(await stored.countDocuments()).to.equal(2);
  });

  it("are rotated once by two who do it at once", async () => {
    const keys = create();
    await keys.prepare();
    let making = 0;
    const both = new EventEmitter();
    const makeTogether: typeof make = async (...key) => {
      const other = once(both, "making");
      if (++making === 2) both.emit("making");
      await other;
      return make(...key);
    };

    const [one, other] = await Promise.all([
      create(makeTogether).rotate(),
      create(makeTogether).rotate(),
    ]);

    expect(one.id).to.equal(other.id);
    expect(await publishedIds(keys)).to.have.length(2);
  });
});

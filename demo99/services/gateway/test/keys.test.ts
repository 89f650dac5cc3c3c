import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { expect } from "chai";
import { afterEach, before, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { createKey, type Key } from "../src/key.ts";
import { createKeyRepository } from "../src/key-repository.ts";
import { createKeyService } from "../src/key-service.ts";

const hourMs = 3_600_000;
/** Longer than it takes until a new key signs. */
const publishedMs = 5_000;

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

  const signingId = async (keys = create()) => (await keys.getSigningKey()).id;

  async function publishedIds(keys = create()) {
    return (await keys.getJwks()).keys.map(({ kid }) => kid);
  }

  it("are the same for all instances that start at once", async () => {
    const instances = [create(), create(), create()];

    const ids = await Promise.all(instances.map(signingId));

    expect(new Set(ids).size).to.equal(1);
    expect(await publishedIds()).to.deep.equal([ids[0]]);
  });

  it("are made again after the database was emptied", async () => {
    const keys = create();
    const id = await signingId(keys);

    await testDatabase.database.dropDatabase();

    expect(await signingId(keys)).not.to.equal(id);
  });

  it("are published without their private halves", async () => {
    const [jwk] = (await create().getJwks()).keys;

    expect(jwk).to.have.all.keys("kty", "n", "e", "kid", "use", "alg");
    expect(jwk).to.include({ kty: "RSA", use: "sig", alg: "RS256" });
  });

  it("are published before they sign", async () => {
    const keys = create();
    const first = await signingId(keys);

    const second = await keys.rotate();

    expect(await signingId(keys)).to.equal(first);
    expect(await publishedIds(keys)).to.deep.equal([first, second.id]);
    time += publishedMs;
    expect(await signingId(keys)).to.equal(second.id);
  });

  it("stay until the last token that they signed has expired", async () => {
    const keys = create();
    const first = await signingId(keys);
    const second = await keys.rotate();

    time += hourMs;
    expect(await publishedIds(keys)).to.deep.equal([first, second.id]);
    time += publishedMs;
    expect(await publishedIds(keys)).to.deep.equal([second.id]);
  });

  it("are deleted at a later rotation", async () => {
    const keys = create();
    await keys.prepare();
    await keys.rotate();
    time += hourMs + publishedMs;
    await keys.rotate();

    const stored = testDatabase.database.collection("keys");

    expect(await stored.countDocuments()).to.equal(2);
  });

  it("are rotated once by two rotations at once", async () => {
    await create().prepare();
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
    expect(await publishedIds()).to.have.length(2);
  });
});

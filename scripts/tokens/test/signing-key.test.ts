import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { MongoClient } from "mongodb";
import { startEmbeddedMongo } from "../../embedded-mongo/server.ts";
import { findSigningKey } from "../signing-key.ts";

const gateway = { name: "gateway", port: 1, instances: 1, path: "" };

describe("the key with which a stage signs", () => {
  let server: Awaited<ReturnType<typeof startEmbeddedMongo>>;
  let client: MongoClient;
  let mongodbUrl: string;

  before(async () => {
    server = await startEmbeddedMongo();
    mongodbUrl = server.url;
    client = new MongoClient(mongodbUrl);
  });
  after(async () => {
    await client.close();
    await server.close();
  });

  it("is the latest that signs already", async () => {
    const now = Date.now();
    const keys = client.db("gateway").collection<{ _id: number }>("keys");
    const add = (_id: number, ms: number) => {
      const signsFrom = new Date(now + ms);
      return keys.insertOne({ _id, id: `k${_id}`, pem: "…", signsFrom } as {
        _id: number;
      });
    };
    await add(1, -20_000);
    await add(2, -10_000);
    await add(3, 60_000);

    const key = await findSigningKey({ services: [gateway], mongodbUrl });

    expect(key).to.deep.equal({ kid: "k2", privateKey: "…" });
  });

  it("is none where there is no gateway", async () => {
    const key = await findSigningKey({ services: [], mongodbUrl: "nowhere" });

    expect(key).to.equal(undefined);
  });
});

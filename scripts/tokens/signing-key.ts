import { MongoClient } from "mongodb";
import type { Stage } from "../stage/stage.ts";
import type { SigningKey } from "./token.ts";

type Key = { _id: number; id: string; pem: string; signsFrom?: Date };

type Place = Pick<Stage, "services" | "mongodbUrl">;

/** The key that a stage signs tokens with; undefined without a gateway. */
export async function findSigningKey({ services, mongodbUrl }: Place) {
  const isSigning = services.some(({ name }) => name === "gateway");
  return isSigning ? readSigningKey(mongodbUrl) : undefined;
}

async function readSigningKey(mongodbUrl: string): Promise<SigningKey> {
  const client = new MongoClient(mongodbUrl, {
    serverSelectionTimeoutMS: 5_000,
  });
  try {
    const keys = client.db("gateway").collection<Key>("keys");
    // Where keys rotate, the next one is stored before it signs.
    const [key] = await keys
      .find({ signsFrom: { $not: { $gt: new Date() } } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    if (!key) throw new Error("The gateway has no key to sign with.");
    return { kid: key.id, privateKey: key.pem };
  } finally {
    await client.close();
  }
}

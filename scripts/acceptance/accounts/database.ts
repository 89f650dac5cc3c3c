import { MongoClient } from "mongodb";
import { runningStage } from "../hooks.ts";

type Stored = {
  _id: string;
  email: string;
  unpublished?: { message: { id: string } };
};

/** The documents of user-api, with what its API does not show. */
export async function readUsers(): Promise<Stored[]> {
  const client = new MongoClient(runningStage().mongodbUrl);
  try {
    return await client
      .db("user-api")
      .collection<Stored>("users")
      .find()
      .toArray();
  } finally {
    await client.close();
  }
}

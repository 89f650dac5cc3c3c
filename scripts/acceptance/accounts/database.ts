import { expect } from "chai";
import { MongoClient } from "mongodb";
import { runningStage } from "../hooks.ts";
import type { User } from "./doors.ts";

type Stored = { _id: string; email: string; unpublished?: object };

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

export async function expectStoredOnce(users: User[]) {
  const stored = await readUsers();
  for (const { id, email } of users) {
    const found = stored.filter((it) => it.email === email);
    expect(found.map((it) => it._id)).to.deep.equal([id]);
  }
}

/** Whether the broker has confirmed the event of this user. */
export async function isPublished({ id }: User): Promise<boolean> {
  const found = (await readUsers()).find(({ _id }) => _id === id);
  return found !== undefined && !found.unpublished;
}

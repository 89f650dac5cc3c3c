import { expect } from "chai";
import { MongoClient } from "mongodb";
import { runningStage } from "../hooks.ts";
import type { User } from "./doors.ts";

type Stored = { _id: string; email: string; unpublished?: object };

let opened: { url: string; client: MongoClient } | undefined;

/** One client for all tests: to connect takes longer than to read. */
function users() {
  const url = runningStage().mongodbUrl;
  if (opened?.url !== url) opened = { url, client: new MongoClient(url) };
  return opened.client.db("user-api").collection<Stored>("users");
}

/** The documents of user-api, with what its API does not show. */
export async function readUsers(): Promise<Stored[]> {
  return users().find().toArray();
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
  const found = await users().findOne({ _id: id });
  return found !== null && !found.unpublished;
}

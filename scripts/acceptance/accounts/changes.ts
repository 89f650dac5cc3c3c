import { expect } from "chai";
import { createCommands } from "../../stage/commands.ts";
import { createPaint } from "../../stage/paint.ts";
import { logIn } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { call, type User } from "./doors.ts";

/** Replaces the profile of a user, as staff do. */
export async function changeProfile({ id, ...profile }: User): Promise<User> {
  const headers = await logIn("admin", "oven-mitts");
  const url = `${runningStage().url("gateway")}/user/${id}`;
  const reply = await call(url, "PUT", { json: profile, headers });
  expect(reply.status, await reply.clone().text()).to.equal(200);
  return reply.json();
}

export async function expectNoDeadLetters() {
  const paint = createPaint(false);
  const { answer } = createCommands(runningStage(), () => {}, paint);
  expect(await answer("dead")).to.equal("There are no dead letters.");
}

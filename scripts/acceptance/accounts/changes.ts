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

/** Other tests may have left letters about other users. */
export async function expectNoDeadLetters(users: User[]) {
  const paint = createPaint(false);
  const { answer } = createCommands(runningStage(), () => {}, paint);
  const letters = await answer("dead");
  for (const { id } of users) expect(letters).not.to.include(id);
}

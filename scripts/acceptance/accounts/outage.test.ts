import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { askToLogIn, logIn } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import { atOnce } from "../samples.ts";
import { call, doors, password, signUp } from "./doors.ts";

describe("a login", () => {
  it("is answered 503 while user-api is down, and keeps its accounts", async () => {
    const stage = runningStage();
    const { email } = await signUp();
    await stage.kill("user-api/1");
    try {
      await expectProblem(await askToLogIn("alice", "wonderland"), 503);
      for (const { name, url } of doors.slice(1)) {
        const reply = await call(`${url()}/user`, "POST", { json: {} });
        expect(reply.status, name).to.equal(503);
      }
    } finally {
      await stage.restart("user-api/1");
    }

    await until("a login succeeds", () => logIn(email, password), {
      withinMs: 15_000,
    });
  }).timeout(60_000);

  it("succeeds beside many others", async () => {
    const replies = await Promise.all(
      atOnce(24, (i) =>
        i % 2
          ? askToLogIn("bob", "builder")
          : askToLogIn("alice", "wonderland"),
      ),
    );

    expect(replies.map(({ status }) => status)).to.deep.equal(
      Array(24).fill(200),
    );
  }).timeout(60_000);
});

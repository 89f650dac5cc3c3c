// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { logIn } from "../auth/people.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import { atOnce } from "../samples.ts";
import { call, doors, newProfile, password } from "./doors.ts";

const noText = [1, true, null, [], {}, ["a"], { $gt: "" }, { $ne: null }];
const badValues: Record<string, unknown[]> = {
  name: [...noText, "", "  ", "a\nb", "a\r\nBcc: eve", "x".repeat(101)],
  email: [
    ...noText,
    "",
    "ada",
    "ada@store",
    "a@b@store.example",
    "ada@store.example\r\nBcc: eve@evil.example",
    "ada@store.example\n",
    "ada@store.example,eve@evil.example",
    "ada\u0000@store.example",
    `${"x".repeat(300)}@store.example`,
    `x@${".".repeat(50_000)}`,
  ],
  password: [...noText, "", "1234567", "x".repeat(201)],
  role: ["admin"],
  id: ["alice"],
  $set: [{ role: "admin" }],
};

for (const { name, url } of doors) {
  describe(`POST /user ${name}`, () => {
    const post = (json: unknown, text?: string) =>
      text === undefined
        ? call(`${url()}/user`, "POST", { json })
        : fetch(`${url()}/user`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: text,
          });

    it("creates a user that can log in with the e-mail address", async () => {
      const profile = newProfile();

      const reply = await post({ ...profile, password });
      const user = await reply.json();

      expect(reply.status).to.equal(201);
      expect(reply.headers.get("location")).to.equal(`/user/${user.id}`);
      expect(user).to.deep.equal({ ...profile, id: user.id });
      const headers = await logIn(profile.email.toUpperCase(), password);
      const own = await call(`${url()}/user/${user.id}`, "GET", { headers });
      expect(await own.json()).to.deep.equal(user);
    });

    it("names each field that is missing", async () => {
      const problem = await expectProblem(await post({}), 400);

      expect(fieldsOf(problem)).to.have.members(["name", "email"]);
      const { errors = [] } = problem;
      for (const { message } of errors) expect(message).to.equal("is required");
    });

    for (const [field, values] of Object.entries(badValues)) {
      it(`names a bad ${field}`, async () => {
        for (const value of values) {
          const json = { ...newProfile(), password, [field]: value };
          const problem = await expectProblem(await post(json), 400);
          const shown = JSON.stringify(value)?.slice(0, 60);
          expect(fieldsOf(problem), shown).to.deep.equal([field]);
        }
      });
    }

    it("refuses bodies that are no object, and too long ones", async () => {
      for (const json of [null, 1, "a", [], [newProfile()]]) {
        await expectProblem(await post(json), 400);
      }
      await expectProblem(await post(undefined, '{"name":'), 400);
      await expectProblem(await post({ name: "x".repeat(110_000) }), 413);
    });

    it("answers 409 to an e-mail address that exists in any form", async () => {
      const { name, email } = newProfile();
      const first = `jürgen-${email}`;
      expect((await post({ name, email: first })).status).to.equal(201);

      for (const same of [
        first,
        first.toUpperCase(),
        first.normalize("NFD"),
        first.replace("jü", "\uff2aü"),
      ]) {
        await expectProblem(await post({ name, email: same }), 409);
      }
    });

    it("creates one user of those that come at once", async () => {
      const profile = newProfile();

      const replies = await Promise.all(atOnce(10, () => post(profile)));

      const statuses = replies.map(({ status }) => status).sort();
      expect(statuses).to.deep.equal([201, ...Array(9).fill(409)]);
    });

    it("creates a user without a password, and without a login", async () => {
      const { email } = await (await post(newProfile())).json();

      const login = { username: email, password: "undefined" };
      const gateway = doors[1]?.url();
      const reply = await call(`${gateway}/login`, "POST", { json: login });
      await expectProblem(reply, 401);
    });
  });
}

// @from-99

import { expect } from "chai";
import { afterEach, before, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { askToLogIn, callGateway, logIn } from "../auth/people.ts";
import { listen, runningStage } from "../hooks.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import { unique } from "../samples.ts";
import { readUsers } from "./database.ts";
import {
  call,
  doors,
  newProfile,
  password,
  signUp,
  type User,
} from "./doors.ts";

for (const { name, url } of doors) {
  describe(`PUT /user/{id}/password ${name}`, () => {
    let user: User;
    let own: Record<string, string>;

    before(async () => {
      user = await signUp();
      own = await logIn(user.email, password);
    });

    const change = (json: unknown, headers = own) =>
      call(`${url()}/user/${user.id}/password`, "PUT", { json, headers });

    it("needs the current password", async () => {
      const newPassword = "pie-crust";
      const wrong = { currentPassword: "wrong", newPassword };
      await expectProblem(await change(wrong), 403);
      await logIn(user.email, password);

      const reply = await change({ currentPassword: password, newPassword });

      expect(reply.status).to.equal(204);
      await logIn(user.email, newPassword);
      await expectProblem(await askToLogIn(user.email, password), 401);
    });

    it("is for the user alone, not even for staff", async () => {
      const json = { currentPassword: "pie-crust", newPassword: "oven-gloves" };

      const admin = await logIn("admin", "oven-mitts");
      await expectProblem(await change(json, admin), 403);
      await expectProblem(await change(json, {}), 401);
    });

    it("names each bad field", async () => {
      const bad = { currentPassword: { $ne: "" }, newPassword: "1", more: 1 };

      const problem = await expectProblem(await change(bad), 400);
      expect(fieldsOf(problem)).to.have.members(Object.keys(bad));
    });
  });
}

describe("a password", () => {
  let stop = () => {};
  afterEach(() => stop());

  it("is in no log line, trace, document or reply", async () => {
    const secrets = [`secret-${unique()}`, `secret-${unique()}`] as const;
    const lines: string[] = [];
    stop = listen((_id, line) => lines.push(line));
    const texts: string[] = [];
    const read = async (reply: Response) => texts.push(await reply.text());
    const [currentPassword, newPassword] = secrets;
    const profile = newProfile();

    for (const { url } of doors) {
      for (const extra of [{}, { password: [currentPassword] }, { role: 1 }]) {
        const json = { ...profile, password: currentPassword, ...extra };
        await read(await call(`${url()}/user`, "POST", { json }));
      }
    }
    for (const path of ["/user", "/login"]) {
      const body = `{"password":${currentPassword}"}`;
      const headers = { "content-type": "application/json" };
      const url = doors[1]?.url() + path;
      await read(await fetch(url, { method: "POST", headers, body }));
    }
    await read(await askToLogIn(profile.email, newPassword));
    const own = await logIn(profile.email, currentPassword);
    const { id } = JSON.parse(texts[0] ?? "") as User;
    const path = `/user/${id}/password`;
    const json = { currentPassword, newPassword };
    await callGateway("PUT", path, { headers: own, json });
    await logIn(profile.email, newPassword);

    const traces = await until("the traces arrive", async () => {
      const url = runningStage().url("tracing");
      const query = "serviceName=user-api&limit=100";
      const reply = await fetch(`${url}/api/v2/traces?${query}`);
      const text = await reply.text();
      if (!text.includes(`/user/${id}/password`)) throw new Error("not yet");
      return text;
    });
    const documents = JSON.stringify(await readUsers());
    expect(documents).to.include(profile.email);
    expect(lines.join("\n")).to.include("POST /user");
    for (const text of [...lines, ...texts, traces, documents]) {
      for (const secret of secrets) expect(text).not.to.include(secret);
    }
  });
});

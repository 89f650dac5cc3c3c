// @from-99

import { expect } from "chai";
import { before, describe, it } from "mocha";
import { logIn } from "../auth/people.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import {
  call,
  doors,
  newProfile,
  password,
  signUp,
  type User,
} from "./doors.ts";

type Headers = Record<string, string>;

for (const { name, url } of doors) {
  describe(`a user's profile ${name}`, () => {
    let ada: User;
    let own: Headers;
    let other: Headers;
    let staff: Headers;

    before(async () => {
      ada = await signUp();
      own = await logIn(ada.email, password);
      other = await logIn("bob", "builder");
      staff = await logIn("admin", "oven-mitts");
    });

    const ask = (
      method: string,
      path: string,
      headers?: Headers,
      json?: unknown,
    ) => call(url() + path, method, { ...(headers && { headers }), json });

    it("is for the user and for staff", async () => {
      const path = `/user/${ada.id}`;
      for (const headers of [own, staff]) {
        expect(await (await ask("GET", path, headers)).json()).to.deep.equal(
          ada,
        );
      }
      for (const method of ["GET", "PUT"]) {
        const json = method === "PUT" ? newProfile() : undefined;
        await expectProblem(await ask(method, path, undefined, json), 401);
        await expectProblem(await ask(method, path, other, json), 403);
      }
      const { email } = await (await ask("GET", path, staff)).json();
      expect(email).to.equal(ada.email);
    });

    it("is replaced by the user and by staff", async () => {
      for (const headers of [own, staff]) {
        const changed = newProfile();
        const reply = await ask("PUT", `/user/${ada.id}`, headers, changed);

        expect(reply.status).to.equal(200);
        ada = await reply.json();
        expect(ada).to.deep.equal({ ...changed, id: ada.id });
      }
      await logIn(ada.email, password);
    });

    it("is replaced only as it was read, with If-Match", async () => {
      const path = `/user/${ada.id}`;
      const put = (tag: string, json = newProfile()) =>
        ask("PUT", path, { ...own, "if-match": tag }, json);
      const read = await ask("GET", path, own);
      const tag = `${read.headers.get("etag")}`;
      expect(tag).to.match(/^"[^"]+"$/);

      const [one, other] = await Promise.all([put(tag), put(tag)]);
      const statuses = [one.status, other.status].sort();
      expect(statuses).to.deep.equal([200, 412]);

      await expectProblem(await put(tag), 412);
      await expectProblem(await put("not a tag"), 412);
      await expectProblem(await put(tag, { name: "", email: "" }), 400);
      const winner = one.status === 200 ? one : other;
      const current = await ask("GET", path, own);
      const next = `${current.headers.get("etag")}`;
      expect(next).to.equal(winner.headers.get("etag")).and.not.equal(tag);
      expect(await current.json()).to.deep.equal(await winner.json());
      expect((await put(`"other", ${next}`)).status).to.equal(200);
      const last = await put("*");
      expect(last.status).to.equal(200);
      ada = await last.json();
    });

    it("keeps e-mail addresses unique, and names bad fields", async () => {
      const path = `/user/${ada.id}`;
      const taken = { name: "Ada", email: "BOB@store.example" };
      await expectProblem(await ask("PUT", path, own, taken), 409);

      const bad = { name: "", role: "admin", password };
      const problem = await expectProblem(
        await ask("PUT", path, own, bad),
        400,
      );
      expect(fieldsOf(problem)).to.have.members([
        "name",
        "email",
        "role",
        "password",
      ]);
    });

    it("answers 404 to staff for an unknown user, 400 for no id", async () => {
      await expectProblem(await ask("GET", "/user/nobody", staff), 404);
      await expectProblem(await ask("GET", "/user/%24ne", staff), 400);
      await expectProblem(await ask("GET", "/user/nobody", own), 403);
    });

    it("lists all users for staff only, a page at a time", async () => {
      await expectProblem(await ask("GET", "/users"), 401);
      await expectProblem(await ask("GET", "/users", own), 403);
      const ids: string[] = [];
      let after: string | null = "";
      while (after !== null) {
        const query = `?limit=50${after && `&after=${after}`}`;
        const reply = await ask("GET", `/users${query}`, staff);
        const page = (await reply.json()) as { items: User[]; next: string };
        ids.push(...page.items.map(({ id }) => id));
        after = page.next;
      }

      expect(ids).to.include.members(["alice", "bob", "admin", ada.id]);
      expect(new Set(ids).size).to.equal(ids.length);
      for (const query of ["limit=0", "limit=x", "after=x", "sort=name"]) {
        await expectProblem(await ask("GET", `/users?${query}`, staff), 400);
      }
    });

    it("leads to a cart of the user's own", async () => {
      const cart = `${doors[1]?.url()}/carts/${ada.id}`;

      expect((await call(cart, "GET", { headers: own })).status).to.equal(200);
      await expectProblem(await call(cart, "GET", { headers: other }), 403);
    });
  });
}

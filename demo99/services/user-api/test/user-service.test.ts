import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { TraceId } from "zipkin";
import { Conflict, Forbidden, NotFound, Outdated } from "#commons/errors.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { context } from "#commons/trace-context.ts";
import { isPassword } from "../src/password.ts";
import type { Account } from "../src/user.ts";
import {
  createUserRepository,
  type UserRepository,
} from "../src/user-repository.ts";
import { createUserService, type UserService } from "../src/user-service.ts";

const ada = { name: "Ada", email: "Ada@a.test" };
const password = "rolling-pin";

describe("user service", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let repository: UserRepository;
  let users: UserService;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    repository = createUserRepository(testDatabase.database);
    await repository.prepare([
      { id: "staff", name: "Z", email: "z@a.test", role: "admin" },
    ]);
    users = createUserService(repository);
  });
  afterEach(() => testDatabase.close());

  type Event = { id: string; type: string; data: Record<string, unknown> };

  async function readEvents(id: string): Promise<Event[]> {
    const collection = testDatabase.database.collection("users");
    const found = await collection.findOne({ _id: id as never });
    return found?.unpublished;
  }

  const failure = (task: Promise<unknown>) =>
    task.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );

  it("creates a user, with its event in the same document", async () => {
    const user = await users.create({ ...ada, password });

    expect(user).to.have.all.keys("id", "name", "email");
    expect((await users.get(user.id)).user).to.deep.equal(user);
    const collection = testDatabase.database.collection("users");
    const document = await collection.findOne({ name: "Ada" });
    expect(document?.unpublished).to.have.length(1);
    expect(document?.unpublished[0]).to.deep.include({
      type: "user.created",
      data: user,
    });
    expect(JSON.stringify(document)).not.to.include(password);
  });

  it("stores the trace of the sign-up with its event", async () => {
    const traceId = "463ac35c9f6413ad48485a3953bb6124";
    const span = new TraceId({ traceId, spanId: "a2fb4a1d1a96d312" });

    await context.letContext(span, () => users.create(ada));

    const [event] = await repository.listUnpublished();
    expect(event?.b3).to.match(/^463ac35c9f6413ad48485a3953bb6124-a2fb4a1d/);
  });

  it("refuses an e-mail address twice, in any spelling, also at once", async () => {
    const spellings = ["jürgen@a.test", "JÜRGEN@a.test".normalize("NFD")];
    const tasks = spellings.map((email) => users.create({ name: "J", email }));

    const results = await Promise.allSettled(tasks);

    const refused = results.filter((it) => it.status === "rejected");
    expect(refused).to.have.length(1);
    expect(refused[0]?.reason).to.be.instanceOf(Conflict);
  });

  it("replaces a profile, and keeps addresses unique", async () => {
    const { id } = await users.create({ ...ada, password });
    await users.create({ name: "Bo", email: "bo@a.test" });

    const moved = await users.replace(id, { name: "A", email: "new@a.test" });

    expect(await users.get(id)).to.deep.equal(moved);
    const taken = users.replace(id, { ...ada, email: "BO@a.test" });
    const refusal = await failure(taken);
    expect(refusal).to.be.instanceOf(Conflict);
    expect(refusal.members.errors).to.deep.equal([
      { field: "email", message: "belongs to another account" },
    ]);
    const { user } = await users.replace(id, ada);
    expect(user).to.deep.equal({ id, ...ada });
  });

  it("replaces only the state of a profile that was read", async () => {
    const { id } = await users.create({ ...ada, password });
    await users.create({ name: "Bo", email: "bo@a.test" });
    const { revision } = await users.get(id);
    const own = { ...ada, name: "A" };

    const next = await users.replace(id, own, [revision]);

    const late = { name: "Late", email: "bo@a.test" };
    for (const stale of [[revision], []]) {
      const refusal = await failure(users.replace(id, late, stale));
      expect(refusal).to.be.instanceOf(Outdated);
    }
    expect(await users.get(id)).to.deep.equal(next);
    expect(next.user).to.deep.equal({ id, ...own });
    await users.replace(id, ada, [revision, next.revision]);
    await users.replace(id, own, ["*"]);
    const refusal = await failure(users.replace("1", ada, ["*"]));
    expect(refusal).to.be.instanceOf(NotFound);
  });

  it("stores an event with each change of a name or an address", async () => {
    const { id } = await users.create({ ...ada, password });
    const { revision } = await users.get(id);
    const changes = [
      { ...ada, name: "A" },
      { ...ada, name: "A" },
      { name: "A", email: "ADA@a.test" },
    ];
    for (const change of changes) await users.replace(id, change);
    const late = users.replace(id, ada, [revision]);
    expect(await failure(late)).to.be.instanceOf(Outdated);

    const [, renamed, moved, ...more] = await readEvents(id);

    expect(renamed?.data).to.deep.equal({ id, ...changes[0], version: 2 });
    expect(moved?.data).to.deep.equal({ id, ...changes[2], version: 4 });
    expect(more).to.deep.equal([]);
    expect(renamed?.type).to.equal("user.updated");
    expect(renamed?.id).not.to.equal(moved?.id);
  });

  it("loses no change of several at the same time", async () => {
    const { id } = await users.create(ada);
    const names = ["A", "B", "C", "D"];

    await Promise.all(names.map((name) => users.replace(id, { ...ada, name })));

    const [, ...changes] = await readEvents(id);
    const versions = changes.map(({ data }) => data.version);
    expect(versions).to.deep.equal([2, 3, 4, 5]);
    expect(changes.map(({ data }) => data.name)).to.have.members(names);
    expect((await users.get(id)).user.name).to.equal(changes[3]?.data.name);
  });

  it("keeps the revision when only the password changes", async () => {
    const { id } = await users.create({ ...ada, password });
    const before = await users.get(id);

    const change = { currentPassword: password, newPassword: "pie-crust" };
    await users.changePassword(id, change);

    expect(await users.get(id)).to.deep.equal(before);
  });

  it("knows no other users", async () => {
    const change = { currentPassword: password, newPassword: password };
    for (const task of [
      () => users.get("1"),
      () => users.replace("1", ada),
      () => users.changePassword("1", change),
    ]) {
      expect(await failure(task())).to.be.instanceOf(NotFound);
    }
  });

  it("changes a password only for the current one", async () => {
    const { id } = await users.create({ ...ada, password });
    const change = (currentPassword: string) =>
      users.changePassword(id, { currentPassword, newPassword: "pie-crust" });

    const refusal = await failure(change("wrong"));
    expect(refusal).to.be.instanceOf(Forbidden);
    expect(refusal.members.errors).to.deep.equal([
      { field: "currentPassword", message: "is wrong" },
    ]);
    await change(password);

    const { passwordHash = "" } = (await repository.find(id)) as Account;
    expect(await isPassword("pie-crust", passwordHash)).to.equal(true);
    expect(await failure(change(password))).to.be.instanceOf(Forbidden);
    const none = await users.create({ name: "No", email: "no@a.test" });
    const noCurrent = { currentPassword: "any", newPassword: "pie-crust" };
    const refused = users.changePassword(none.id, noCurrent);
    expect(await failure(refused)).to.be.instanceOf(Forbidden);
  });

  it("lists users by e-mail address, a page at a time", async () => {
    for (const email of ["c@a.test", "A@a.test", "b@a.test"]) {
      await users.create({ name: "X", email });
    }

    const first = await users.list({ limit: 2 });
    const key = { emailKey: "b@a.test" };
    const second = await users.list({ limit: 2, after: key });

    const emails = [...first.items, ...second.items].map(({ email }) => email);
    expect(emails).to.deep.equal([
      "A@a.test",
      "b@a.test",
      "c@a.test",
      "z@a.test",
    ]);
    expect(first.next).to.be.a("string");
    expect(second.next).to.equal(null);
    expect(first.items[0]).to.have.all.keys("id", "name", "email");
  });
});

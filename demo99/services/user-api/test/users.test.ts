import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createUsers } from "../src/users.ts";

const log = createLog("test", "silent");

describe("user-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let published: object[];
  let isBrokerUp: boolean;
  let url: string;

  const publisher = {
    async publish(topic: string, message: object, { id }: { id: string }) {
      if (!isBrokerUp) throw new Error("no broker");
      published.push({ topic, eventId: id, ...message });
    },
  };

  async function start() {
    const users = createUsers(testDatabase.database, log, publisher);
    await users.prepare();
    const { routes } = users;
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
    return users;
  }

  beforeEach(() => {
    testDatabase = openTestDatabase();
    published = [];
    isBrokerUp = true;
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const post = (path: string, body: object, headers: object = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const signUp = (email: string) => post("/user", { name: "Ada", email });

  it("publishes each creation", async () => {
    const { publish } = await start();

    const response = await signUp("ada@a.test");
    const user = await response.json();
    await publish();

    expect(response.status).to.equal(201);
    expect(response.headers.get("location")).to.equal(`/user/${user.id}`);
    expect(published).to.deep.equal([
      { topic: "user.created", eventId: user.id, ...user },
    ]);
  });

  it("publishes each change after the creation", async () => {
    isBrokerUp = false;
    const { publish } = await start();
    const { id } = await (await signUp("ada@a.test")).json();
    const headers = {
      "content-type": "application/json",
      ...as(id, "customer"),
    };
    const body = JSON.stringify({ name: "Ada", email: "new@a.test" });
    const reply = await fetch(`${url}/user/${id}`, {
      ...{ method: "PUT", headers, body },
    });
    expect(reply.status).to.equal(200);
    isBrokerUp = true;

    await (await start()).publish();
    await publish();

    expect(
      published.map((it) => (it as { topic: string }).topic),
    ).to.deep.equal(["user.created", "user.updated"]);
    expect(published[1]).to.include({ id, email: "new@a.test", version: 2 });
  });

  it("publishes later, in order, what it could not publish", async () => {
    isBrokerUp = false;
    await start();
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push((await (await signUp(`${i}@a.test`)).json()).id);
    }
    isBrokerUp = true;

    // As after a crash: another process, with the same database.
    await (await start()).publish();

    expect(published.map((it) => (it as { id: string }).id)).to.deep.equal(ids);
  });

  it("has the opening accounts, and loads them once", async () => {
    await start();
    await start();
    const gateway = as("gateway", "service");
    const logIn = async (username: string, password: string) => {
      const login = { username, password };
      return (await post("/credentials", login, gateway)).json();
    };

    expect(await logIn("alice", "wonderland")).to.deep.equal({
      account: { name: "alice", role: "customer" },
    });
    expect(await logIn("ADMIN@store.example", "oven-mitts")).to.deep.equal({
      account: { name: "admin", role: "admin" },
    });
    expect(await logIn("bob", "wonderland")).to.deep.equal({ account: null });
    expect(published).to.deep.equal([]);
  });

  it("verifies credentials for the gateway only", async () => {
    await start();
    const login = { username: "alice", password: "wonderland" };

    for (const [headers, status] of [
      [{}, 401],
      [as("alice", "customer"), 403],
      [as("admin", "admin"), 403],
      [as("partner", "service"), 403],
    ] as const) {
      expect((await post("/credentials", login, headers)).status).to.equal(
        status,
      );
    }
  });
});

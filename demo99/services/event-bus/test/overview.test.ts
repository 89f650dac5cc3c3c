import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { as } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { publish, publishMany, serveFake, startBus } from "./start-bus.ts";

describe("the overview of the bus", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let bus: Awaited<ReturnType<typeof startBus>>;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    bus = await startBus(testDatabase.database, {
      "query-api": await serveFake(),
      "comments-api": await serveFake(),
    });
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  it("shows the newest events, and no data of theirs", async () => {
    await publishMany(bus, 31);
    await publish(bus, "last", { data: { content: "a secret" } });

    const response = await fetch(`${bus.url}/overview`);
    const text = await response.text();
    const { position, events } = JSON.parse(text);

    expect(position).to.equal(32);
    expect(events).to.have.length(30);
    expect(events[0]).to.deep.include({
      ...{ position: 32, id: "last", type: "PostCreated" },
      publisher: "posts-api",
    });
    expect(events.at(-1).id).to.equal("e3");
    expect(events[0].traceId).to.match(/^[\da-f]{32}$/);
    expect(text).to.not.include("secret");
  });

  it("shows subscribers in the order of the setting", async () => {
    const { subscribers } = await (await fetch(`${bus.url}/overview`)).json();

    expect(subscribers.map((it: { name: string }) => it.name)).to.deep.equal([
      "query-api",
      "comments-api",
    ]);
  });

  it("takes no parameter", async () => {
    expect((await fetch(`${bus.url}/overview?a=1`)).status).to.equal(400);
  });

  it("logs in through the gateway", async () => {
    const response = await bus.call("POST", "/login", {});

    expect(await response.json()).to.deep.equal({ token: "from the gateway" });
  });

  it("lists subscribers to services and staff", async () => {
    const callers = [{}, as("alice", "customer"), as("query-api", "service")];
    const responses = await Promise.all(
      callers.map((headers) =>
        bus.call("GET", "/subscribers", undefined, headers as never),
      ),
    );

    expect(responses.map(({ status }) => status)).to.deep.equal([
      401, 403, 200,
    ]);
    const bad = await bus.call("GET", "/subscribers?a=1");
    expect(bad.status).to.equal(400);
  });
});

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { startInstance } from "./start-instance.ts";
import { startScene, type TestScene } from "./start-scene.ts";

describe("GET /unhealthy", () => {
  let scene: TestScene;

  beforeEach(async () => {
    scene = await startScene();
    await scene.monitoring.rounds(2);
  });

  afterEach(closeServers);

  it("names the instance that fails, and no other", async () => {
    const { one, two, monitoring } = scene;
    one.counts.ok += 30;
    two.counts.failed += 30;
    await monitoring.rounds(1);

    const { status, body } = await monitoring.get("/unhealthy");

    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      unhealthy: [
        {
          service: "book-api",
          instanceId: "book-api:2",
          url: two.url,
          state: "up",
          reasons: ["100 % of 30 requests failed."],
          because: [],
        },
      ],
      degraded: [],
    });
  });

  it("names an instance whose own report is DOWN", async () => {
    scene.two.counts.health = { status: "DOWN" };
    await scene.monitoring.rounds(1);

    expect(await scene.unhealthy()).to.deep.equal(["book-api:2"]);
  });

  it("names a repeated event loop lag, but not a single one", async () => {
    const { one, two, monitoring } = scene;
    one.counts.lagSeconds = 1;
    await monitoring.rounds(1);
    one.counts.lagSeconds = 0;
    await monitoring.rounds(3);
    expect(await scene.unhealthy()).to.deep.equal([]);

    two.counts.lagSeconds = 1;
    await monitoring.rounds(6);

    expect(await scene.unhealthy()).to.deep.equal(["book-api:2"]);
  });

  it("names an instance that missed two scrapes, until the next", async () => {
    const { two, monitoring } = scene;
    two.counts.status = 500;
    await monitoring.rounds(1);
    expect(await scene.unhealthy()).to.deep.equal([]);

    await monitoring.rounds(1);
    expect((await scene.row("book-api:2")).state).to.equal("down");
    expect(await scene.unhealthy()).to.deep.equal(["book-api:2"]);

    two.counts.status = 200;
    await monitoring.rounds(1);
    expect((await scene.row("book-api:2")).state).to.equal("up");
    expect(await scene.unhealthy()).to.deep.equal([]);
  });

  it("names a crashed instance for a minute", async () => {
    const { two, monitoring } = scene;
    two.counts.status = 500;
    await monitoring.rounds(2);
    scene.deregister(two);
    await monitoring.rounds(1);

    expect((await scene.row("book-api:2")).state).to.equal("gone");
    expect(await scene.unhealthy()).to.deep.equal(["book-api:2"]);

    await monitoring.rounds(60);
    expect(await scene.row("book-api:2")).to.equal(undefined);
  });

  it("names a crashed last instance until it is replaced", async () => {
    const { one, two, registered, monitoring } = scene;
    one.counts.status = 500;
    two.counts.status = 500;
    await monitoring.rounds(2);
    scene.deregister(one);
    scene.deregister(two);
    await monitoring.rounds(65);
    expect(await scene.unhealthy()).to.have.length(1);

    registered.push(await startInstance("book-api", "book-api:3"));
    await monitoring.rounds(2);
    expect(await scene.unhealthy()).to.deep.equal([]);
  });

  it("does not name an instance that deregistered and stopped", async () => {
    const { two, monitoring } = scene;
    scene.deregister(two);
    two.counts.health = { status: "DOWN" };
    await monitoring.rounds(1);
    expect((await scene.row("book-api:2")).state).to.equal("up");
    expect(await scene.unhealthy()).to.deep.equal([]);

    two.counts.status = 500;
    await monitoring.rounds(2);

    expect((await scene.row("book-api:2")).state).to.equal("gone");
    expect(await scene.unhealthy()).to.deep.equal([]);
  });
});

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { Limits } from "../src/limits.ts";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

describe("the limits of the registry", () => {
  let registry: RunningRegistry;

  afterEach(() => registry.close());

  async function start(limits: Partial<Limits>) {
    registry = await startRegistry({}, 0, limits);
  }

  const register = (app: string, port: number, changes = {}) =>
    registry.call("POST", `/apps/${app}`, {
      ...anInstance(app, port),
      ...changes,
    });

  const filler = (length: number) => ({ metadata: { a: "x".repeat(length) } });

  it("bound the number of instances; the answer names the limit", async () => {
    await start({ instances: 2 });
    await register("BOOK-API", 1);
    await register("CD-API", 2);

    const { status, body } = await register("DVD-API", 3);

    expect(status).to.equal(429);
    expect(body.detail).to.equal("The registry holds at most 2 instances.");
    expect((await registry.call("GET", "/apps/DVD-API")).status).to.equal(404);
  });

  it("bound the instances of one application", async () => {
    await start({ instancesPerApp: 1 });
    await register("BOOK-API", 1);

    const { status, body } = await register("BOOK-API", 2);

    expect(status).to.equal(429);
    expect(body.detail).to.include("at most 1 instances of BOOK-API");
    expect((await register("CD-API", 1)).status).to.equal(204);
  });

  it("leave existing registrations and heartbeats alone", async () => {
    await start({ instances: 1, totalBytes: 1_000 });
    await register("BOOK-API", 1);
    await register("CD-API", 2);

    const path = "/apps/BOOK-API/book-api:1";
    expect((await register("BOOK-API", 1)).status).to.equal(204);
    expect((await registry.call("PUT", path)).status).to.equal(200);
  });

  it("bound the bytes of all registrations together", async () => {
    await start({ totalBytes: 10_000 });
    expect((await register("BOOK-API", 1, filler(4_000))).status).to.equal(204);
    expect((await register("BOOK-API", 2, filler(4_000))).status).to.equal(204);

    const { status, body } = await register("BOOK-API", 3, filler(4_000));

    expect(status).to.equal(429);
    expect(body.detail).to.include("10000 bytes");
  });

  it("have room again after a cancellation and an eviction", async () => {
    await start({ instances: 1 });
    await register("BOOK-API", 1);
    await registry.call("DELETE", "/apps/BOOK-API/book-api:1");
    expect((await register("CD-API", 2)).status).to.equal(204);

    registry.passSeconds(7);
    await registry.evict();

    expect((await register("DVD-API", 3)).status).to.equal(204);
  });

  it("bound one registration, however it grows", async () => {
    await start({ registrationBytes: 5_000, metadataKeys: 3 });
    const tooLarge = await register("BOOK-API", 1, filler(5_000));
    expect(tooLarge.status).to.equal(413);
    expect(tooLarge.body.detail).to.include("5000 bytes");

    await register("BOOK-API", 1);
    const grow = (query: string) =>
      registry.call("PUT", `/apps/BOOK-API/book-api:1/metadata?${query}`);
    expect((await grow("a=1&b=2&c=3")).status).to.equal(200);
    const tooMany = await grow("d=4");
    expect(tooMany.status).to.equal(413);
    expect(tooMany.body.detail).to.include("3 metadata keys");
    expect((await grow(`a=${"x".repeat(5_000)}`)).status).to.equal(413);
  });

  it("name the limit of a body that is too large to be read", async () => {
    await start({});

    const { status, body } = await register("BOOK-API", 1, filler(200_000));

    expect(status).to.equal(413);
    expect(body.detail).to.include("102400 bytes");
  });

  it("refuse one message of a batch, not the others", async () => {
    await start({ instances: 1 });
    const message = (app: string, port: number) => ({
      action: "Register",
      appName: app,
      id: `${app.toLowerCase()}:${port}`,
      instanceInfo: anInstance(app, port),
    });

    const response = await fetch(`${registry.url}/peerreplication/batch/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        replicationList: [
          message("BOOK-API", 1),
          message("CD-API", 2),
          { ...message("BOOK-API", 1), action: "Heartbeat" },
        ],
      }),
    });

    const { responseList } = await response.json();
    expect(
      responseList.map((it: { statusCode: number }) => it.statusCode),
    ).to.deep.equal([200, 429, 200]);
  });

  it("keep it responsive under more registrations than they allow", async () => {
    await start({});
    const statuses: number[] = [];
    for (let i = 0; i < 400; i++) {
      const { status } = await register(`APP-${i}`, i, filler(90_000));
      statuses.push(status);
    }

    const accepted = statuses.filter((status) => status === 204).length;
    expect(accepted).to.be.within(250, 280);
    expect(statuses.at(-1)).to.equal(429);
    const heartbeat = await registry.call("PUT", "/apps/APP-0/app-0:0");
    expect(heartbeat.status).to.equal(200);
    const { body } = await registry.call("GET", "/apps");
    expect(body.applications.application).to.have.length(accepted);
  }).timeout(60_000);
});

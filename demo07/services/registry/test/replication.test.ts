import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";
import { until } from "./until.ts";

const path = "/apps/BOOK-API/book-api:8081";

describe("two registries", () => {
  const running: RunningRegistry[] = [];
  let first: RunningRegistry;
  let second: RunningRegistry;

  async function start(peers: string[], port = 0) {
    const registry = await startRegistry({ peers }, port);
    running.push(registry);
    return registry;
  }

  beforeEach(async () => {
    second = await start([]);
    first = await start([`${second.url}/`]);
  });

  afterEach(async () => {
    for (const registry of running.splice(0)) await registry.close();
  });

  const register = () => first.call("POST", "/apps/BOOK-API", anInstance());

  async function secondShows() {
    const { status, body } = await second.call("GET", path);
    return status === 404 ? undefined : body.instance;
  }

  it("both have a registration and a cancellation of either", async () => {
    await register();
    await until(async () => (await secondShows())?.status === "UP");

    await first.call("DELETE", path);
    await until(async () => !(await secondShows()));
  });

  it("both have a status that an operator sets, and its removal", async () => {
    await register();
    await first.call("PUT", `${path}/status?value=OUT_OF_SERVICE`);
    await until(async () => (await secondShows())?.status === "OUT_OF_SERVICE");

    await first.call("DELETE", `${path}/status`);
    await until(async () => {
      const { status, overriddenStatus } = await secondShows();
      return status === "UP" && overriddenStatus === "UNKNOWN";
    });
  });

  it("both know metadata that comes from outside", async () => {
    await register();
    await first.call("PUT", `${path}/metadata?zone=a`);

    await until(async () => (await secondShows())?.metadata.zone === "a");
  });

  it("a renewal at one renews the lease at the other", async () => {
    await register();
    await until(async () => (await secondShows())?.status === "UP");
    second.passSeconds(5);
    const renewedAt = second.now();
    await first.call("PUT", path);

    await until(async () => {
      const { leaseInfo } = await secondShows();
      return leaseInfo.lastRenewalTimestamp === renewedAt;
    });
  });

  it("a renewal at one restores what the other has missed", async () => {
    await register();
    await until(async () => (await secondShows())?.status === "UP");
    await second.call("DELETE", path);
    await first.call("PUT", path);

    await until(async () => (await secondShows())?.status === "UP");
  });

  it("one that restarts takes over the instances of the other", async () => {
    await register();
    await first.call("PUT", `${path}/status?value=OUT_OF_SERVICE`);
    const third = await start([first.url]);

    await third.copyPeers();

    const { body } = await third.call("GET", path);
    expect(body.instance).to.include({
      status: "OUT_OF_SERVICE",
      overriddenStatus: "OUT_OF_SERVICE",
    });
  });

  it("one continues while the other is down, and replicates later", async () => {
    const { port } = second;
    await second.close();

    expect((await register()).status).to.equal(204);

    second = await start([], port);
    await until(async () => (await secondShows())?.status === "UP");
  });

  it("one starts while the other is down", async () => {
    await second.close();
    const third = await start([second.url]);

    await third.copyPeers();

    expect((await third.call("GET", "/apps")).status).to.equal(200);
  });

  it("what one passed on is not passed on again", async () => {
    const third = await start([second.url]);
    const response = await fetch(`${third.url}/apps/CD-API`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-netflix-discovery-replication": "true",
      },
      body: JSON.stringify({ instance: anInstance("CD-API", 8082) }),
    });
    expect(response.status).to.equal(204);

    // Messages keep their order: once this one is there, so were all others.
    await third.call("POST", "/apps/BOOK-API", anInstance());
    await until(async () => (await secondShows())?.status === "UP");

    expect((await second.call("GET", "/apps/CD-API")).status).to.equal(404);
  });
});

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
  let first: RunningRegistry;
  let second: RunningRegistry;

  beforeEach(async () => {
    second = await startRegistry();
    first = await startRegistry({ peers: [`${second.url}/`] });
  });

  afterEach(() => Promise.all([first.close(), second.close()]));

  const register = () => first.call("POST", "/apps/BOOK-API", anInstance());

  async function secondShows() {
    const { status, body } = await second.call("GET", path);
    return status === 404 ? undefined : body.instance;
  }

  it("both know who registers with one, and who leaves", async () => {
    await register();
    await until(async () => (await secondShows())?.status === "UP");

    await first.call("DELETE", path);
    await until(async () => !(await secondShows()));
  });

  it("both know of a decision, and when it is taken back", async () => {
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

  it("a renewal tells the other what it has missed", async () => {
    await register();
    await until(async () => (await secondShows())?.status === "UP");
    await second.call("DELETE", path);
    await first.call("PUT", path);

    await until(async () => (await secondShows())?.status === "UP");
  });

  it("one that starts again takes over what the other knows", async () => {
    await register();
    await first.call("PUT", `${path}/status?value=OUT_OF_SERVICE`);
    const third = await startRegistry({ peers: [first.url] });

    await third.copyPeers();

    const { body } = await third.call("GET", path);
    expect(body.instance).to.include({
      status: "OUT_OF_SERVICE",
      overriddenStatus: "OUT_OF_SERVICE",
    });
    await third.close();
  });

  it("one goes on while the other is away, and tells it later", async () => {
    const { port } = second;
    await second.close();

    expect((await register()).status).to.equal(204);
    expect((await first.call("PUT", path)).status).to.equal(200);
    const alone = await startRegistry({ peers: [second.url] });
    await alone.copyPeers();
    await alone.close();

    second = await startRegistry({}, port);
    await until(async () => (await secondShows())?.status === "UP");
  });

  it("what one passed on is not passed on again", async () => {
    const third = await startRegistry({ peers: [second.url] });
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
    await third.close();
  });
});

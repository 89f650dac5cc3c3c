import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createResponseCache } from "../src/response-cache.ts";
import {
  anInstance,
  createClock,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

describe("the cache of encoded responses", () => {
  const clock = createClock();

  it("encodes a version once, also for requests at the same time", async () => {
    const cache = createResponseCache(clock.now);
    let count = 0;
    const body = async () => Buffer.from(`${++count}`);

    const get = (version: string) => cache.get({ name: "a", version, body });
    const [first, second] = await Promise.all([get("1"), get("1")]);

    expect(`${first} ${second} ${await get("2")}`).to.equal("1 1 2");
  });

  it("does not keep an encoding that failed", async () => {
    const cache = createResponseCache(clock.now);
    const get = (body: () => Promise<Buffer>) =>
      cache.get({ name: "a", version: "1", body });

    const failed = get(async () => {
      throw new Error("no memory");
    });
    expect(await failed.catch(() => "failed")).to.equal("failed");

    expect(`${await get(async () => Buffer.from("ok"))}`).to.equal("ok");
  });
});

describe("cached lists of instances", () => {
  let registry: RunningRegistry;
  const path = "/apps/BOOK-API/book-api:8081";

  beforeEach(async () => {
    registry = await startRegistry();
    await registry.call("POST", "/apps/BOOK-API", anInstance());
  });

  afterEach(() => registry.close());

  async function fetchList(list: string, headers: Record<string, string>) {
    const response = await fetch(registry.url + list, { headers });
    return response.text();
  }

  async function renewedAt(): Promise<number> {
    const { body } = await registry.call("GET", "/apps");
    const [application] = body.applications.application;
    return application.instance[0].leaseInfo.lastRenewalTimestamp;
  }

  it("show a renewal within 30 s, and every other change at once", async () => {
    const before = await renewedAt();
    registry.passSeconds(5);
    await registry.call("PUT", path);
    expect(await renewedAt()).to.equal(before);

    registry.passSeconds(25);
    expect(await renewedAt()).to.equal(before + 5_000);
  });

  for (const accept of ["application/json", "application/xml"]) {
    for (const encoding of ["gzip", "identity"]) {
      for (const list of ["/apps", "/apps/delta"]) {
        it(`follow changes of ${list}: ${accept}, ${encoding}`, async () => {
          const get = () =>
            fetchList(list, { accept, "accept-encoding": encoding });
          expect(await get()).to.include("UP_1_");

          await registry.call("PUT", `${path}/status?value=DOWN`);
          expect(await get()).to.include("DOWN_1_");

          await registry.call("PUT", `${path}/metadata?zone=b`);
          expect(await get()).to.match(/zone\W+b/);

          await registry.call("DELETE", path);
          expect(await get()).to.not.include("DOWN_1_");
        });
      }
    }
  }

  it("has no ETag to compute, but its length", async () => {
    const response = await fetch(`${registry.url}/apps`, { method: "HEAD" });

    expect(response.headers.has("etag")).to.equal(false);
    expect(Number(response.headers.get("content-length"))).to.be.above(100);
  });
});

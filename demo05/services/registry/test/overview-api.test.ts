import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Overview } from "../src/overview-service.ts";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

describe("overview", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
    await registry.call("POST", "/apps/BOOK-API", anInstance());
  });

  afterEach(() => registry.close());

  async function overview(): Promise<Overview> {
    const { origin } = new URL(registry.url);
    return (await fetch(`${origin}/overview`)).json();
  }

  it("has each instance's status and the time since its heartbeat", async () => {
    registry.passSeconds(7);

    expect((await overview()).instances).to.deep.equal([
      {
        app: "BOOK-API",
        id: "book-api:8081",
        address: "localhost:8081",
        status: "UP",
        isOverridden: false,
        silentMs: 7_000,
        durationMs: 6_000,
        isSilent: true,
      },
    ]);
  });

  it("counts the renewals of the last minute", async () => {
    const renew = () => registry.call("PUT", "/apps/BOOK-API/book-api:8081");
    await renew();
    registry.passSeconds(30);
    await renew();
    const half = (await overview()).renewals;
    expect(half).to.include({ lastMinute: 2, expectedLastMinute: 15 });

    registry.passSeconds(45);

    const { renewals } = await overview();
    expect(renewals).to.include({ lastMinute: 1, expectedLastMinute: 30 });
  });

  it("says when the registry preserves itself", async () => {
    await registry.call("POST", "/apps/CD-API", anInstance("CD-API"));
    expect((await overview()).renewals.isPreserving).to.equal(false);

    registry.passSeconds(7);

    expect((await overview()).renewals).to.include({
      total: 2,
      renewing: 0,
      threshold: 1,
      isPreserving: true,
    });
  });

  it("has registrations, cancellations and evictions, the latest first", async () => {
    await registry.call("POST", "/apps/CD-API", anInstance("CD-API", 8082));
    await registry.call("DELETE", "/apps/CD-API/cd-api:8082");
    registry.passSeconds(7);
    await registry.evict();

    const { happenings } = await overview();
    expect(happenings.map((it) => `${it.happening} ${it.app}`)).to.deep.equal([
      "evicted BOOK-API",
      "cancelled CD-API",
      "registered CD-API",
      "registered BOOK-API",
    ]);
  });

  it("has a page, which asks for nothing from elsewhere", async () => {
    const response = await fetch(new URL("/", registry.url));

    expect(response.headers.get("content-type")).to.match(/^text\/html/);
    expect(await response.text()).to.not.match(/(src|href)="(https?:)?\/\//);
  });
});

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { down, healthy } from "./made-up.ts";
import { startHealth } from "./start-health.ts";

describe("the health service", () => {
  let health: Awaited<ReturnType<typeof startHealth>>;

  beforeEach(async () => {
    health = await startHealth();
  });

  afterEach(closeServers);

  it("reports each instance by service, as monitoring observed it", async () => {
    const cake = healthy(1);
    const pie = { ...cake, service: "pie-api", instanceId: "pie" };
    await health.observe(cake, pie);

    const { status, body } = await health.get("/instances");

    const { service: _, ...rest } = cake;
    expect(status).to.equal(200);
    expect(body).to.deep.include({ status: "UP", down: [] });
    expect(body.services).to.deep.equal({
      "cake-api": [{ ...rest, status: "UP" }],
      "pie-api": [{ ...rest, instanceId: "pie", status: "UP" }],
    });
  });

  it("reports which instance is down, and why", async () => {
    await health.observe(healthy(1, 1), down(1, 2));

    const { body } = await health.get("/instances");

    expect(body.status).to.equal("DOWN");
    expect(body.down).to.deep.equal([
      {
        service: "cake-api",
        instanceId: "localhost:cake-api:2",
        url: "http://localhost:2",
        reason: "Connection refused.",
      },
    ]);
    expect(body.services["cake-api"][1].status).to.equal("DOWN");
  });

  it("reports an instance as unknown before its first probe", async () => {
    const { at: _, ...unknown } = healthy(1);
    await health.observe(unknown);

    const { body } = await health.get("/instances");

    expect(body.status).to.equal("UP");
    expect(body.services["cake-api"][0].status).to.equal("UNKNOWN");
  });

  it("reports a service with any name", async () => {
    await health.observe({ ...healthy(1), service: "__proto__" });

    const { status, body } = await health.get("/instances");

    expect(status).to.equal(200);
    expect(Object.keys(body.services)).to.deep.equal(["__proto__"]);
  });

  it("has strips and changes for its page", async () => {
    await health.observe(healthy(1));
    await health.observe();

    const { body } = await health.get("/overview");

    const { strips, changes, windowMs, problem } = body;
    expect(strips).to.have.length(1);
    expect(strips[0].samples).to.have.length(1);
    expect(windowMs).to.equal(90_000);
    expect(problem).to.equal(undefined);
    expect(
      changes.map(({ became }: { became: string }) => became),
    ).to.deep.equal(["GONE", "UP"]);
  });

  it("has a page that loads nothing from other origins", async () => {
    const response = await fetch(health.url);

    expect(response.headers.get("content-type")).to.match(/^text\/html/);
    expect(await response.text()).to.not.match(/(src|href)="(https?:)?\/\//);
  });

  it("refuses unknown query parameters", async () => {
    expect((await health.get("/instances?all=1")).status).to.equal(400);
  });
});

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

const path = "/apps/BOOK-API/book-api:8081";

describe("an instance at the registry", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
  });

  afterEach(() => registry.close());

  const register = (changes = {}) =>
    registry.call("POST", "/apps/BOOK-API", { ...anInstance(), ...changes });

  async function shown() {
    const { body } = await registry.call("GET", path);
    return body.instance;
  }

  it("registers and is found", async () => {
    expect((await register()).status).to.equal(204);

    const instance = await shown();
    expect(instance).to.deep.include({
      app: "BOOK-API",
      status: "UP",
      overriddenStatus: "UNKNOWN",
      port: { $: 8081, "@enabled": "true" },
      securePort: { $: 7002, "@enabled": "false" },
      metadata: { "@class": "java.util.Collections$EmptyMap" },
      lastDirtyTimestamp: "1700000000000",
      actionType: "ADDED",
    });
    expect(instance.leaseInfo).to.include({
      renewalIntervalInSecs: 2,
      durationInSecs: 6,
      registrationTimestamp: registry.now(),
      serviceUpTimestamp: registry.now(),
    });
  });

  it("registers in XML as well", async () => {
    const response = await fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: `<instance><instanceId>book-api:8081</instanceId><app>BOOK-API</app>
        <hostName>localhost</hostName><ipAddr>127.0.0.1</ipAddr>
        <overriddenstatus>UNKNOWN</overriddenstatus>
        <port enabled="true">8081</port><securePort enabled="false"/>
        <dataCenterInfo><name>MyOwn</name></dataCenterInfo>
        <metadata><my__zone>a &amp; b</my__zone></metadata></instance>`,
    });

    expect(response.status).to.equal(204);
    const instance = await shown();
    expect(instance.port).to.deep.equal({ $: 8081, "@enabled": "true" });
    expect(instance.metadata).to.deep.equal({ my_zone: "a & b" });
  });

  it("may use names of JavaScript's own in metadata", async () => {
    const text = '{"__proto__":"a","constructor":"b","toString":"c"}';
    await register({ metadata: JSON.parse(text) });

    expect(JSON.stringify((await shown()).metadata)).to.equal(text);
    await registry.call("PUT", `${path}/metadata?__proto__=d`);
    const changed = JSON.stringify((await shown()).metadata);
    expect(changed).to.equal(text.replace('"a"', '"d"'));
  });

  it("may say its port as a bare number, and anything in metadata", async () => {
    await register({ port: 8081, metadata: { weight: 3, canary: true } });

    const instance = await shown();
    expect(instance.port).to.deep.equal({ $: 8081, "@enabled": "true" });
    expect(instance.metadata).to.deep.equal({ weight: "3", canary: "true" });
  });

  it("is known by its host if it has no id", async () => {
    await register({ instanceId: undefined });

    const found = await registry.call("GET", "/apps/BOOK-API/localhost");
    expect(found.status).to.equal(200);
  });

  for (const field of ["hostName", "ipAddr", "dataCenterInfo"]) {
    it(`is refused without ${field}, with the reason`, async () => {
      const { status, body } = await register({ [field]: undefined });

      expect(status).to.equal(400);
      expect(body.errors[0].field).to.equal(`instance.${field}`);
    });
  }

  it("is refused under the name of another application", async () => {
    expect((await register({ app: "CD-API" })).status).to.equal(400);
  });

  it("is refused in XML that cannot be read", async () => {
    const response = await fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: "<instance><app>",
    });

    expect(response.status).to.equal(400);
  });

  it("renews its lease, and is gone some time after the last time", async () => {
    await register();
    registry.passSeconds(5);
    expect((await registry.call("PUT", path)).status).to.equal(200);
    registry.passSeconds(5);
    await registry.evict();
    expect((await registry.call("GET", path)).status).to.equal(200);

    registry.passSeconds(2);
    await registry.evict();

    expect((await registry.call("GET", path)).status).to.equal(404);
    expect((await registry.call("PUT", path)).status).to.equal(404);
  });

  it("is asked to register again if it has changed since", async () => {
    await register();
    const renew = (timestamp: number) =>
      registry.call("PUT", `${path}?lastDirtyTimestamp=${timestamp}`);

    expect((await renew(1_700_000_000_000)).status).to.equal(200);
    expect((await renew(1_700_000_000_001)).status).to.equal(404);
    expect((await renew(1_600_000_000_000)).status).to.equal(200);
  });

  it("is not replaced by an earlier version of itself", async () => {
    await register({ status: "DOWN" });
    await register({ status: "UP", lastDirtyTimestamp: "1600000000000" });

    expect((await shown()).status).to.equal("DOWN");
  });

  it("cancels its registration", async () => {
    await register();

    expect((await registry.call("DELETE", path)).status).to.equal(200);
    expect((await registry.call("GET", path)).status).to.equal(404);
    expect((await registry.call("DELETE", path)).status).to.equal(404);
  });

  it("is taken out of service, even if it registers again", async () => {
    await register();
    const override = `${path}/status?value=OUT_OF_SERVICE`;
    expect((await registry.call("PUT", override)).status).to.equal(200);
    await register();

    expect(await shown()).to.include({
      status: "OUT_OF_SERVICE",
      overriddenStatus: "OUT_OF_SERVICE",
    });
  });

  it("is DOWN when it reports so, even if an operator has set a status", async () => {
    await register();
    await registry.call("PUT", `${path}/status?value=OUT_OF_SERVICE`);
    await register({ status: "DOWN" });

    expect((await shown()).status).to.equal("DOWN");
  });

  it("has its own status again when the override is removed", async () => {
    await register();
    await registry.call("PUT", `${path}/status?value=OUT_OF_SERVICE`);
    const removed = await registry.call("DELETE", `${path}/status`);

    expect(removed.status).to.equal(200);
    expect(await shown()).to.include({
      status: "UP",
      overriddenStatus: "UNKNOWN",
    });
  });

  it("has no unknown status", async () => {
    await register();
    const answer = await registry.call("PUT", `${path}/status?value=TIRED`);

    expect(answer.status).to.equal(400);
  });

  it("gets metadata from outside", async () => {
    await register({ metadata: { zone: "a", weight: "1" } });
    await registry.call("PUT", `${path}/metadata?zone=b&canary=true`);

    const { metadata } = await shown();
    expect(metadata).to.deep.equal({ zone: "b", weight: "1", canary: "true" });
  });

  it("has no status and no metadata unless it is registered", async () => {
    for (const [method, rest] of [
      ["PUT", "/status?value=UP"],
      ["DELETE", "/status"],
      ["PUT", "/metadata?zone=a"],
    ] as const) {
      expect((await registry.call(method, path + rest)).status).to.equal(404);
    }
  });
});

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

type Shown = Record<string, unknown>;

const dataCenterClass =
  "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo";
const emptyMap = { "@class": "java.util.Collections$EmptyMap" };

/** Requests and results were recorded from Netflix's server, version 2.0.3. */
describe("a registration that Netflix's server accepts", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
  });

  afterEach(() => registry.close());

  async function shown(): Promise<Shown> {
    const { body } = await registry.call("GET", "/apps/BOOK-API");
    return body.application.instance[0];
  }

  async function registerXml(changes: Record<string, string>, rest = "") {
    const parts = {
      instanceId: "<instanceId>book-api:8081</instanceId>",
      hostName: "<hostName>localhost</hostName>",
      app: "<app>BOOK-API</app>",
      ipAddr: "<ipAddr>127.0.0.1</ipAddr>",
      dataCenterInfo: `<dataCenterInfo class="${dataCenterClass}"><name>MyOwn</name></dataCenterInfo>`,
      ...changes,
    };
    const content = Object.values(parts).join("") + rest;
    return fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: `<instance>${content}</instance>`,
    });
  }

  const json: [name: string, sent: object, shown: Shown][] = [
    ["numbers as text", { hostName: 5 }, { hostName: "5" }],
    ["truth values as text", { vipAddress: true }, { vipAddress: "true" }],
    ["an id with a space", { instanceId: "a " }, { instanceId: "a " }],
    [
      "a null metadata value",
      { metadata: { a: null, b: "x" } },
      { metadata: { a: "null", b: "x" } },
    ],
    ["null metadata", { metadata: null }, { metadata: emptyMap }],
    ["a long URL", { homePageUrl: `http://h/${"x".repeat(3_000)}` }, {}],
    ["a group", { appGroupName: "shop" }, { appGroupName: "SHOP" }],
    [
      "a fraction of a port",
      { port: { $: 8081.7, "@enabled": "true" } },
      { port: { $: 8081, "@enabled": "true" } },
    ],
    [
      "a port above 65535",
      { port: { $: 70_000, "@enabled": "true" } },
      { port: { $: 70_000, "@enabled": "true" } },
    ],
    [
      "a port that is a word",
      { port: { $: "http", "@enabled": "yes" } },
      { port: { $: 0, "@enabled": "false" } },
    ],
    [
      "a port of null",
      { port: { $: null, "@enabled": null } },
      { port: { $: 0, "@enabled": "false" } },
    ],
    [
      "a float timestamp",
      { lastDirtyTimestamp: 1_700_000_000_000.5 },
      { lastDirtyTimestamp: "1700000000000" },
    ],
    [
      "a timestamp of more than 64 bits",
      { lastDirtyTimestamp: "99999999999999999999" },
      { lastDirtyTimestamp: "0" },
    ],
    ["an empty status", { status: "" }, { status: "UNKNOWN" }],
    ["a country of a word", { countryId: "de" }, { countryId: 0 }],
    ["a country with a fraction", { countryId: 1.5 }, { countryId: 1 }],
    ["a list as a country", { countryId: ["x"] }, { countryId: 0 }],
    ["a list as an id", { instanceId: ["x"] }, {}],
    ["lists as addresses", { vipAddress: ["x"], secureVipAddress: [] }, {}],
    ["a list as a URL", { homePageUrl: ["x"], statusPageUrl: {} }, {}],
    ["objects as texts", { sid: {}, asgName: { a: 1 } }, {}],
    ["an object as a group", { appGroupName: { a: 1 } }, {}],
    ["an object as a timestamp", { lastDirtyTimestamp: { a: 1 } }, {}],
  ];
  for (const [name, sent, expected] of json) {
    it(`has ${name}`, async () => {
      const instance = { ...anInstance(), ...sent };
      const { status } = await registry.call(
        "POST",
        "/apps/BOOK-API",
        instance,
      );

      expect(status).to.equal(204);
      expect(await shown()).to.deep.include(expected);
    });
  }

  const leases: [name: string, sent: unknown, seconds: [number, number]][] = [
    ["0", { renewalIntervalInSecs: 0, durationInSecs: 0 }, [30, 90]],
    ["below 0", { renewalIntervalInSecs: -1, durationInSecs: -5 }, [30, 90]],
    ["null", { renewalIntervalInSecs: null, durationInSecs: null }, [30, 90]],
    ["words", { durationInSecs: "long" }, [30, 90]],
    ["text", { renewalIntervalInSecs: "3", durationInSecs: "9" }, [3, 9]],
    ["lists", { renewalIntervalInSecs: ["x"], durationInSecs: 9 }, [30, 9]],
    ["more than 32 bits", { durationInSecs: "3000000000" }, [30, 90]],
    ["no object", "x", [30, 90]],
    ["a number", 5, [30, 90]],
    ["floats", { renewalIntervalInSecs: 3.7, durationInSecs: 9.9 }, [3, 9]],
    [
      "float timestamps",
      { registrationTimestamp: 1.7e12 + 0.5, serviceUpTimestamp: 1.5 },
      [30, 90],
    ],
  ];
  for (const [name, leaseInfo, [interval, duration]] of leases) {
    it(`has lease times of ${name}`, async () => {
      const instance = { ...anInstance(), leaseInfo };
      const { status } = await registry.call(
        "POST",
        "/apps/BOOK-API",
        instance,
      );

      expect(status).to.equal(204);
      expect((await shown()).leaseInfo).to.include({
        renewalIntervalInSecs: interval,
        durationInSecs: duration,
      });
    });
  }

  const inDataCenter = (metadata: string) => ({
    dataCenterInfo: `<dataCenterInfo class="${dataCenterClass}"><name>MyOwn</name>${metadata}</dataCenterInfo>`,
  });
  const xml: [name: string, Record<string, string>, Shown][] = [
    [
      "empty metadata in its data center, as Go's fargo sends it",
      inDataCenter("<metadata></metadata>"),
      { dataCenterInfo: { "@class": dataCenterClass, name: "MyOwn" } },
    ],
    [
      "white space as metadata in its data center",
      inDataCenter("<metadata>\n</metadata>"),
      { dataCenterInfo: { "@class": dataCenterClass, name: "MyOwn" } },
    ],
    ["empty metadata", { m: "<metadata></metadata>" }, { metadata: emptyMap }],
    [
      "text as metadata",
      { m: "<metadata>x</metadata>" },
      { metadata: emptyMap },
    ],
    [
      "text as metadata in its data center",
      inDataCenter("<metadata>x</metadata>"),
      { dataCenterInfo: { "@class": dataCenterClass, name: "MyOwn" } },
    ],
    [
      "an element in its id",
      { instanceId: "<instanceId><a>1</a></instanceId>" },
      {},
    ],
    ["text as a lease", { l: "<leaseInfo>5</leaseInfo>" }, {}],
    [
      "an empty value",
      { m: "<metadata><a></a><b>x</b></metadata>" },
      { metadata: { a: "", b: "x" } },
    ],
    [
      "nested metadata, of which nothing is left",
      { m: "<metadata><a><b>c</b></a><d>e</d></metadata>" },
      { metadata: { a: "", d: "e" } },
    ],
    [
      "metadata with attributes",
      { m: '<metadata><a x="1">2</a></metadata>' },
      { metadata: { a: "2" } },
    ],
    [
      "a name twice, of which the last counts",
      { m: "<metadata><a>1</a><a>2</a></metadata>" },
      { metadata: { a: "2" } },
    ],
    [
      "a field twice, of which the last counts",
      { h: "<hostName>other</hostName>" },
      { hostName: "other" },
    ],
    [
      "numeric references, as Go writes them",
      { hostName: "<hostName>a&#34;&#x42;</hostName>" },
      { hostName: 'a"B' },
    ],
    [
      "lease times of 0",
      {
        l: "<leaseInfo><renewalIntervalInSecs>0</renewalIntervalInSecs><durationInSecs>0</durationInSecs></leaseInfo>",
      },
      {},
    ],
    ["an empty lease", { l: "<leaseInfo></leaseInfo>" }, {}],
    ["an empty status", { s: "<status></status>" }, { status: "UNKNOWN" }],
    ["unknown elements", { u: "<uniqueID></uniqueID>" }, {}],
  ];
  for (const [name, sent, expected] of xml) {
    it(`has ${name}, in XML`, async () => {
      expect((await registerXml(sent)).status).to.equal(204);
      expect(await shown()).to.deep.include(expected);
    });
  }

  it("has a root element with the name of a Java class", async () => {
    const instance = "com.netflix.appinfo.InstanceInfo";
    const response = await fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: `<${instance}><app>BOOK-API</app><hostName>h</hostName><ipAddr>1</ipAddr><dataCenterInfo><name>MyOwn</name></dataCenterInfo></${instance}>`,
    });

    expect(response.status).to.equal(204);
  });

  it("is refused with a DOCTYPE, which could define entities", async () => {
    const response = await fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: '<!DOCTYPE instance [<!ENTITY e "x">]><instance><app>&e;</app></instance>',
    });

    expect(response.status).to.equal(400);
  });

  it("is refused in a type that is neither JSON nor XML", async () => {
    const response = await fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ instance: anInstance() }),
    });

    expect(response.status).to.equal(415);
    expect((await response.json()).detail).to.include("application/json");
  });

  it("is refused in XML that is not in UTF-8", async () => {
    const response = await fetch(`${registry.url}/apps/BOOK-API`, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: new Uint8Array(
        Buffer.from("<instance><app>é</app></instance>", "latin1"),
      ),
    });

    expect(response.status).to.equal(400);
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Instance } from "../../stage/stage.ts";
import { compare } from "../compare.ts";
import { killEach } from "../outage.ts";
import { scaleUnderLoad } from "../scaling.ts";
import { callTo, type Operation, type System, systemsFor } from "../system.ts";

const search: Operation = {
  name: "search",
  service: "search-api",
  next: () => ({ method: "GET", path: "/search" }),
};
const tag: Operation = {
  name: "tag",
  service: "tag-api",
  next: () => ({ method: "PUT", path: "/tags", body: "{}" }),
};
const [services, monolith] = systemsFor([search, tag]);

describe("a comparison of systems", () => {
  let server: Server;
  let states: Record<string, "up" | "down">;
  /** The paths and bodies of all calls; the path begins with the instance. */
  let calls: string[];

  beforeEach(async () => {
    states = { "search-api/1": "up", "tag-api/1": "up", "monolith/1": "up" };
    calls = [];
    server = createServer(async (req, res) => {
      const body = (await req.toArray()).join("");
      calls.push(req.url + body);
      const [, id] = /^\/(\S+?\/\d)\//.exec(req.url ?? "") ?? [];
      res.statusCode = id && states[id] === "up" ? 200 : 503;
      res.end();
    }).listen(0, "127.0.0.1");
    await new Promise((listening) => server.once("listening", listening));
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const instances = () =>
    Object.entries(states).map(([id, state]) => {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/${id}`;
      const [service = ""] = id.split("/");
      return { id, service, url, state, pid: process.pid } as Instance;
    });

  const stage = {
    instances,
    async kill(id: string) {
      states[id] = "down";
    },
    async restart(id: string) {
      states[id] = "up";
    },
    async scale(service: string, count: number) {
      for (const index of [2, 3]) {
        if (count >= index) states[`${service}/${index}`] = "up";
        else delete states[`${service}/${index}`];
      }
    },
  };

  it("calls the service of an operation, or the monolith", async () => {
    expect(await callTo(stage, services, tag)()).to.equal(true);
    expect(await callTo(stage, monolith, tag)()).to.equal(true);

    expect(calls).to.deep.equal(["/tag-api/1/tags{}", "/monolith/1/tags{}"]);
  });

  it("calls the instances in turn, without those that are down", async () => {
    Object.assign(states, { "search-api/2": "up", "search-api/3": "down" });
    const call = callTo(stage, services, search);

    for (let i = 0; i < 4; i++) await call();

    expect(calls).to.deep.equal([
      "/search-api/1/search",
      "/search-api/2/search",
      "/search-api/1/search",
      "/search-api/2/search",
    ]);
  });

  it("counts another status, and no instance at all, as a failure", async () => {
    const call = callTo(stage, services, search);
    const withoutAny = callTo({ instances: () => [] }, services, search);
    instances();
    server.removeAllListeners("request");
    server.on("request", (_, res) => res.writeHead(404).end());

    expect(await call()).to.equal(false);
    expect(await withoutAny()).to.equal(false);
  });

  it("measures both systems, a warm-up apart", async () => {
    const both = await compare(stage, [services, monolith], search, 0.08);

    const measured = both.reduce((sum, { calls }) => sum + calls, 0);
    expect(measured).to.be.within(16, calls.length - 16);
    for (const { failed, p50, p99 } of both) {
      expect(failed).to.equal(0);
      expect(p50).to.be.within(0.001, p99);
    }
  });

  it("tells what works after the kill of each part", async () => {
    const ofServices = await killEach(stage, services, [search, tag]);
    const ofMonolith = await killEach(stage, monolith, [search, tag]);

    expect(ofServices).to.deep.equal([
      { killed: "search-api", works: ["tag"], fails: ["search"] },
      { killed: "tag-api", works: ["search"], fails: ["tag"] },
    ]);
    expect(ofMonolith).to.deep.equal([
      { killed: "monolith", works: [], fails: ["search", "tag"] },
    ]);
    expect(Object.values(states)).to.deep.equal(["up", "up", "up"]);
  });

  it("scales one operation under load, and back", async () => {
    const both: [System, System] = [services, monolith];

    const scaling = await scaleUnderLoad(stage, both, search, 0.02);

    expect(scaling.failed).to.deep.equal([0, 0]);
    const measured = scaling.after[0].calls + scaling.after[1].calls;
    const called = new Set(calls.slice(-measured));
    expect([...called].sort()).to.deep.equal(
      ["monolith", "search-api"].flatMap((service) =>
        [1, 2, 3].map((index) => `/${service}/${index}/search`),
      ),
    );
    expect(Object.keys(states)).to.have.length(3);
  });

  it("calls the instance that has the version, if that matters", async () => {
    states["search-api/2"] = "up";
    const second = { ...search, instance: "search-api/2" };

    await callTo(stage, services, second)();
    await callTo(stage, monolith, second)();

    expect(calls).to.deep.equal(["/search-api/2/search", "/monolith/1/search"]);
  });
});

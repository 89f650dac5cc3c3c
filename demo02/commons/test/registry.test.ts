import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry, type Registry } from "#commons/registry.ts";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "../../services/registry/test/start-registry.ts";
import { until } from "../../services/registry/test/until.ts";

const paceMs = 10;
const soon = () => AbortSignal.timeout(3_000);

describe("registry client", () => {
  let server: RunningRegistry;
  let clients: Registry[];

  beforeEach(async () => {
    clients = [];
    server = await startRegistry();
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.deregister()));
    await server.close();
  });

  function createClient(service: string, port: number, url = server.url) {
    const log = createLog("test", "silent");
    const client = createRegistry({
      ...{ url, service, port, log },
      host: "127.0.0.1",
      leaseSeconds: 0.6,
    });
    clients.push(client);
    return client;
  }

  async function ports(client: Registry, service = "cake-api") {
    const found = await client.find(`http://${service}`, soon());
    return found.map((url) => new URL(url).port).toSorted();
  }

  it("finds every instance of a service by its name", async () => {
    const caller = createClient("shop", 9001);
    await createClient("cake-api", 9002).register();
    await createClient("cake-api", 9003).register();
    await caller.register();

    expect(await ports(caller)).to.deep.equal(["9002", "9003"]);
  });

  it("waits for the next fetch when it knows no instance yet", async () => {
    const caller = createClient("shop", 9001);
    await caller.register();
    const found = ports(caller);

    await createClient("cake-api", 9002).register();

    expect(await found).to.deep.equal(["9002"]);
  });

  it("names its address and setting when no registry answers", async () => {
    const url = "http://store:secret@localhost:1/eureka/";
    const caller = createClient("shop", 9001, url);

    const error = await caller.register().catch((e) => e);

    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.include("http://localhost:1/eureka/ (EUREKA_URL)");
  });

  it("waits for a fetch no longer than its caller does", async () => {
    const caller = createClient("shop", 9001, "http://localhost:1/eureka");
    const startedAt = performance.now();

    const signal = AbortSignal.timeout(100);
    const error = await caller.find("http://no-api", signal).catch((e) => e);

    expect(error).to.be.instanceOf(Unavailable);
    expect(performance.now() - startedAt).to.be.below(600);
  });

  it("throws Unavailable when there is no instance", async () => {
    const caller = createClient("shop", 9001);
    await caller.register();

    const error = await caller.find("http://no-api", soon()).catch((e) => e);

    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.include("no-api");
  });

  it("lets many calls wait without a warning about listeners", async () => {
    const caller = createClient("shop", 9001);
    await caller.register();
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);

    const crowd = Array.from({ length: 20 }, () =>
      caller.find("http://no-api", soon()),
    );
    await Promise.allSettled(crowd);
    process.off("warning", note);

    expect(warnings).to.deep.equal([]);
  });

  it("does not find an instance that has deregistered", async () => {
    const caller = createClient("shop", 9001);
    const leaving = createClient("cake-api", 9002);
    await Promise.all([leaving, createClient("cake-api", 9003)].map(register));
    await caller.register();
    expect(await ports(caller)).to.have.length(2);

    await leaving.deregister();

    await until(async () => !(await ports(caller)).includes("9002"));
    expect(await ports(caller)).to.deep.equal(["9003"]);
  });

  it("deregisters in the time that callers need for a new list", async () => {
    const leaving = createClient("cake-api", 9002);
    await leaving.register();

    const startedAt = performance.now();
    await leaving.deregister();

    const fetchMs = 100;
    expect(performance.now() - startedAt).to.be.at.least(fetchMs);
  });

  it("skips an instance whose host name would change the path", async () => {
    const hostName = "127.0.0.1:6700/admin/delete?all=1#";
    const malformed = { ...anInstance("CAKE-API", 9001), hostName };
    await server.call("POST", "/apps/CAKE-API", malformed);
    const caller = createClient("shop", 9001);
    await createClient("cake-api", 9002).register();
    await caller.register();

    expect(await ports(caller)).to.deep.equal(["9002"]);
    const urls = caller.list().map(({ url }) => url);
    expect(urls.filter((url) => url.includes("6700"))).to.deep.equal([]);
  });

  it("finds services whose names every object inherits, and all others", async () => {
    const names = ["constructor", "__proto__", "toString"];
    for (const [i, name] of names.entries()) {
      const instance = anInstance("CAKE-API", 9003 + i);
      const vipAddress = `${name},cake-api`;
      await server.call("POST", "/apps/CAKE-API", { ...instance, vipAddress });
    }
    const caller = createClient("shop", 9001);
    await createClient("cake-api", 9002).register();
    await caller.register();

    const all = ["9002", "9003", "9004", "9005"];
    expect(await ports(caller)).to.deep.equal(all);
    expect(await ports(caller, "constructor")).to.deep.equal(["9003"]);
  });

  it("lists no instance that has no name for callers", async () => {
    const { vipAddress: _, ...nameless } = anInstance("CAKE-API", 9003);
    await server.call("POST", "/apps/CAKE-API", nameless);
    const caller = createClient("shop", 9001);
    await caller.register();
    await ports(caller, "shop");

    const names = caller.list().map(({ service }) => service);
    expect(names).to.deep.equal(["shop"]);
  });

  it("does not find an instance that is out of service", async () => {
    const caller = createClient("shop", 9001);
    const others = [9002, 9003].map((port) => createClient("cake-api", port));
    await Promise.all(others.map(register));
    await caller.register();
    await until(async () => (await ports(caller)).length === 2);

    const path = "/apps/CAKE-API/localhost:cake-api:9002/status";
    const { status } = await server.call("PUT", `${path}?value=OUT_OF_SERVICE`);
    expect(status).to.equal(200);

    await until(async () => (await ports(caller)).length === 1);
    expect(await ports(caller)).to.deep.equal(["9003"]);
  });

  it("does not wait for a service that has gone", async () => {
    const caller = createClient("shop", 9001);
    const other = createClient("cake-api", 9002);
    const isGone = () =>
      ports(caller).then(
        () => false,
        () => true,
      );
    await Promise.all([caller, other].map(register));
    await until(async () => !(await isGone()));
    await other.deregister();
    await until(isGone, 15_000);

    let isOver = false;
    isGone().then(() => {
      isOver = true;
    });
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);

    expect(isOver).to.equal(true);
  });

  it("registers as soon as a registry answers", async () => {
    const { port, url } = server;
    await server.close();
    const caller = createClient("shop", 9001, url);
    const other = createClient("cake-api", 9002, url);
    let refused = 0;
    const broken = createTcpServer((socket) => {
      refused++;
      socket.destroy();
    }).listen(port);
    let isDone = false;
    const registering = Promise.all([caller, other].map(register)).then(() => {
      isDone = true;
    });
    await until(() => refused > 5);
    expect(isDone).to.equal(false);
    broken.close();
    await once(broken, "close");

    server = await startRegistry({}, port);
    await registering;
    const { status } = await server.call("GET", "/apps/CAKE-API");

    expect(status).to.equal(200);
    await until(async () => (await ports(caller)).length === 1);
  });

  it("neither registers nor becomes ready once it is stopped", async () => {
    const stopped = createClient("cake-api", 9002);
    await stopped.deregister();
    let isReady = false;
    stopped.register().then(() => {
      isReady = true;
    });

    await createClient("pie-api", 9003).register();

    expect(isReady).to.equal(false);
    const { status } = await server.call("GET", "/apps/CAKE-API");
    expect(status).to.equal(404);
  });

  it("keeps known instances while an empty registry fills again", async () => {
    const caller = createClient("shop", 9001);
    await createClient("cake-api", 9002).register();
    await caller.register();
    await ports(caller);
    const { port } = server;
    await server.close();

    server = await startRegistry({}, port);

    const isRegistered = async () => {
      expect(await ports(caller)).to.deep.equal(["9002"]);
      return (await server.call("GET", "/apps/CAKE-API")).status === 200;
    };
    await until(isRegistered);
  });

  it("keeps known instances after a registry was away for long", async () => {
    const caller = createClient("shop", 9001);
    await createClient("cake-api", 9002).register();
    await caller.register();
    await ports(caller);
    const { port } = server;
    await server.close();
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      expect(await ports(caller)).to.deep.equal(["9002"]);
      await pause(paceMs);
    }

    server = await startRegistry({}, port);
    await caller.find("http://shop", soon());

    expect(await ports(caller)).to.deep.equal(["9002"]);
  });

  it("keeps known instances that no call has asked for yet", async () => {
    const caller = createClient("shop", 9001);
    const other = createClient("cake-api", 9002);
    // In turn: the caller's first look at the registry has to find the other.
    await other.register();
    await caller.register();
    await caller.find("http://shop", soon());
    await other.deregister();

    expect(await ports(caller)).to.deep.equal(["9002"]);
  });

  it("ignores a list without the caller, which may be stale", async () => {
    await createClient("cake-api", 9002).register();
    const stale = JSON.stringify((await server.call("GET", "/apps")).body);
    await createClient("cake-api", 9003).register();
    const caller = createClient("shop", 9001);
    await caller.register();
    await until(async () => (await ports(caller)).length === 2);
    const { port } = server;
    await server.close();

    let fetches = 0;
    const cache = createServer(({ method }, res) => {
      fetches += Number(method === "GET");
      res.setHeader("content-type", "application/json").end(stale);
    }).listen(port);
    await once(cache, "listening");
    // Three clients: at least one of these fetches is the caller's.
    await until(() => fetches > 9);
    const found = await ports(caller);
    cache.closeAllConnections();
    cache.close();

    expect(found).to.deep.equal(["9002", "9003"]);
  });

  it("keeps a service that a restarted registry's cached list lacks", async () => {
    const caller = createClient("shop", 9001);
    await caller.register();
    await until(async () => (await ports(caller, "shop")).length === 1);
    const early = JSON.stringify((await server.call("GET", "/apps")).body);
    await createClient("cake-api", 9002).register();
    await until(async () => (await ports(caller)).length === 1);
    const { port } = server;
    await server.close();

    let fetches = 0;
    const cache = createServer(({ method }, res) => {
      fetches += Number(method === "GET");
      res.setHeader("content-type", "application/json").end(early);
    }).listen(port);
    await once(cache, "listening");
    // Two clients: more than ten of these fetches are the caller's.
    await until(() => fetches > 30);
    const found = await ports(caller).catch(() => []);
    cache.closeAllConnections();
    cache.close();

    expect(found).to.deep.equal(["9002"]);
  });

  it("goes to the other registry when the first does not answer", async () => {
    const urls = `http://localhost:1/eureka,${server.url}`;
    await createClient("cake-api", 9002, urls).register();
    const caller = createClient("shop", 9001, urls);
    await caller.register();

    expect(await ports(caller)).to.deep.equal(["9002"]);
  });
});

/** A service repeats this, too, until a registry answers. */
const register = (client: Registry) =>
  until(() =>
    client.register().then(
      () => true,
      () => false,
    ),
  );

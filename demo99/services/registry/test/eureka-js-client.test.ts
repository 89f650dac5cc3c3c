import { type EventEmitter, once } from "node:events";
import { expect } from "chai";
import { Eureka } from "eureka-js-client";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type RunningRegistry, startRegistry } from "./start-registry.ts";
import { until } from "./until.ts";

const silent = { warn() {}, info() {}, debug() {}, error() {} };

describe("eureka-js-client at the registry", () => {
  let registry: RunningRegistry;
  let clients: Eureka[];

  beforeEach(async () => {
    registry = await startRegistry();
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) await stop(client);
    await registry.close();
  });

  function create(app: string, port: number): Eureka {
    const config = {
      logger: silent,
      instance: {
        app,
        instanceId: `${app}:${port}`,
        hostName: "localhost",
        ipAddr: "127.0.0.1",
        port: { $: port, "@enabled": true },
        vipAddress: app,
        dataCenterInfo: { name: "MyOwn" as const },
      },
      eureka: {
        host: "localhost",
        port: registry.port,
        servicePath: "/eureka/apps/",
        heartbeatInterval: 50,
        registryFetchInterval: 50,
        maxRetries: 0,
      },
    };
    const client = new Eureka(
      config as ConstructorParameters<typeof Eureka>[0],
    );
    clients.push(client);
    return client;
  }

  async function start(app: string, port: number) {
    const client = create(app, port);
    client.start();
    await next(client, "started");
    return client;
  }

  const portsOf = (client: Eureka, app: string) =>
    client
      .getInstancesByVipAddress(app)
      .map(({ port }) => (port as unknown as { $: number }).$);

  it("finds every instance of a service, and each other", async () => {
    const book = await start("book-api", 8081);
    await start("number-api", 8084);
    await start("number-api", 8184);

    await until(() => portsOf(book, "number-api").length === 2);
    expect(portsOf(book, "number-api")).to.have.members([8084, 8184]);
    expect(book.getInstancesByAppId("NUMBER-API")).to.have.length(2);
  });

  it("keeps its lease by heartbeats", async () => {
    const book = await start("book-api", 8081);
    registry.passSeconds(89);
    await next(book, "heartbeat");
    await next(book, "heartbeat");
    registry.passSeconds(89);
    await registry.evict();

    const { status } = await registry.call("GET", "/apps/BOOK-API");
    expect(status).to.equal(200);
  });

  it("registers again when the registry has forgotten it", async () => {
    const book = await start("book-api", 8081);
    await registry.call("DELETE", "/apps/BOOK-API/book-api:8081");
    await next(book, "registered");

    const { status } = await registry.call("GET", "/apps/BOOK-API");
    expect(status).to.equal(200);
  });

  it("drops an instance that leaves, even the last one", async () => {
    const book = await start("book-api", 8081);
    await until(() => portsOf(book, "book-api").length === 1);
    await registry.call(
      "PUT",
      "/apps/BOOK-API/book-api:8081/status?value=DOWN",
    );

    await until(() => portsOf(book, "book-api").length === 0);
  });

  it("leaves when it stops", async () => {
    await stop(await start("book-api", 8081));

    const { status } = await registry.call("GET", "/apps/BOOK-API");
    expect(status).to.equal(404);
  });
});

/** Its types know of events, but not that it is an EventEmitter. */
function next(client: Eureka, event: string) {
  const emitter = client as unknown as EventEmitter;
  return once(emitter, event);
}

function stop(client: Eureka) {
  return new Promise((resolve) => client.stop(resolve));
}

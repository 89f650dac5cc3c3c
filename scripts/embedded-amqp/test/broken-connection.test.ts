import { once } from "node:events";
import {
  type AddressInfo,
  connect,
  createServer,
  type Server,
  type Socket,
} from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { openBroker } from "../../../demo99/commons/broker.ts";
import { createLog } from "../../../demo99/commons/log.ts";
import { until } from "../../testing/until.ts";
import { startEmbeddedAmqp } from "../server.ts";

/** Methods of AMQP: each has the number of its class, and its own. */
const openChannel = Buffer.from([0, 20, 0, 10]);
const closeConnection = Buffer.from([0, 10, 0, 50]);
const paceMs = 50;

describe("a connection that breaks while it is being opened", () => {
  let broker: Awaited<ReturnType<typeof startEmbeddedAmqp>>;
  let proxy: Server;
  /** The first of these methods breaks its connection. */
  let fragile: Buffer | undefined;
  /** What the broker sends to a new connection waits while this is set. */
  let isHeld = false;
  let held: Socket | undefined;

  before(async () => {
    broker = await startEmbeddedAmqp({ port: 0, host: "127.0.0.1" });
    const { hostname, port } = new URL(broker.url);
    proxy = createServer((client) => {
      const server = connect(Number(port), hostname);
      client.on("error", () => {}).on("close", () => server.destroy());
      server.on("error", () => {});
      server.on("data", (data) => client.write(data));
      if (isHeld) held = server.pause();
      client.on("data", (data) => {
        const isBroken = fragile && data.includes(fragile);
        if (!isBroken) return void server.write(data);
        fragile = undefined;
        client.resetAndDestroy();
      });
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
  });
  after(async () => {
    proxy.close();
    await broker.close();
  });

  function open(breaking: Buffer) {
    fragile = breaking;
    const { port } = proxy.address() as AddressInfo;
    const url = `amqp://127.0.0.1:${port}`;
    const log = createLog("test", "silent");
    return openBroker({ url, service: "bakery", log });
  }

  it("is opened again, and ends no process", async () => {
    const bakery = open(openChannel);
    const queue = { name: "cakes", topics: ["cake.made"], waitsMs: [] };
    const baked: string[] = [];

    await bakery.consume(queue, async ({ id }) => {
      baked.push(id);
    });
    await until("the message", async () => {
      await bakery.publish("cake.made", {}, { id: "plum" });
      return baked.length > 0;
    });
    await bakery.close();

    expect(fragile).to.equal(undefined);
  }).timeout(20_000);

  it("ends no process if it is closed meanwhile", async () => {
    isHeld = true;
    const bakery = open(closeConnection);
    const published = bakery.publish("cake.made", {}, { id: "plum" });
    await until("the connection", () => held !== undefined);

    const closed = bakery.close();
    await pause(paceMs);
    isHeld = false;
    held?.resume();
    await Promise.all([closed, published.catch(() => {})]);

    await until("the break", () => fragile === undefined);
  }).timeout(20_000);

  it("is not waited for if it breaks while it is closed", async () => {
    const bakery = open(closeConnection);
    await bakery.publish("cake.made", {}, { id: "plum" }).catch(() => {});

    await bakery.close();

    expect(fragile).to.equal(undefined);
  }).timeout(20_000);
});

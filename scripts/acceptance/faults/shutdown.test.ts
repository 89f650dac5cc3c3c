// @long

import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import { describe } from "mocha";
import { probeConnection } from "../../stage/probe.ts";
import { until } from "../../testing/until.ts";
import {
  itWithOwnDatabase,
  itWithSignals,
  listen,
  runningStage,
} from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { atOnce, newKey } from "../samples.ts";
import { store } from "../store.ts";

const service = "shoppingcart-api";

describe("SIGTERM", () => {
  itWithOwnDatabase("lets a service carry out what it has taken", async () => {
    const { number } = await sell(book);
    const line = { kind: "book", number, quantity: 1 } as const;
    const cartIds = Array.from({ length: 20 }, newKey);
    for (const cartId of cartIds) await store.carts.add(cartId, line);

    // A database that hangs keeps the requests in flight.
    await runningStage().pause("mongodb/1");
    const removals = await Promise.all(
      cartIds.map((cartId) => startToRemove(cartId, number)),
    );
    await untilTaken();
    const ended = runningStage().terminate(`${service}/1`);
    await untilClosed();
    await runningStage().resume("mongodb/1");

    const statuses = await Promise.all(removals.map(({ status }) => status));
    expect(statuses).to.deep.equal(Array(20).fill(200));
    await ended;
    await runningStage().restart(`${service}/1`);
    for (const cartId of cartIds) {
      // A gateway sees the restarted instance with its next fetch.
      await until("the cart is empty", async () => {
        expect((await store.carts.get(cartId)).lines).to.deep.equal([]);
      });
    }
  });

  itWithOwnDatabase("lets it answer on a connection that is kept", async () => {
    const lines: string[] = [];
    const stop = listen((_id, line) => lines.push(line));
    const socket = await startToSend(`/carts/${newKey()}/lines`);
    let received = "";
    socket.setEncoding("utf8").on("data", (data) => {
      received += data;
    });
    await untilTaken();
    const ended = runningStage().terminate(`${service}/1`);
    await untilClosed();
    // The rest of the body, and a request that is answered at once.
    socket.write("}GET /ping HTTP/1.1\r\nhost: x\r\n\r\n");

    await until("both are answered", () => received.includes("pong"));
    expect(received).to.match(/^HTTP\/1.1 400 /);
    expect(received.toLowerCase()).to.include("connection: close");
    await ended;
    stop();
    expect(lines.filter((line) => line.includes("Error"))).to.deep.equal([]);
    await runningStage().restart(`${service}/1`);
  });

  itWithSignals("leaves time to a connection that is idle", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ping(agent)).to.include({ status: 200, isReused: false });

    const ended = runningStage().terminate(`${service}/1`);
    await untilClosed();
    const late = await ping(agent);

    const connection = "close";
    expect(late).to.deep.equal({ status: 200, isReused: true, connection });
    await ended;
    await runningStage().restart(`${service}/1`);
  });

  async function ping(agent: Agent) {
    const url = `${runningStage().url(service)}/ping`;
    const sent = request(url, { agent }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    const { statusCode: status, headers } = response;
    const { connection } = headers;
    return { status, isReused: sent.reusedSocket, connection };
  }

  /** When the service answers a ping, it has read all earlier requests. */
  async function untilTaken() {
    const pings = atOnce(3, () => fetch(`${runningStage().url(service)}/ping`));
    for (const ping of await Promise.all(pings)) await ping.text();
  }

  function untilClosed() {
    const port = Number(new URL(runningStage().url(service)).port);
    return until(
      "no connection is taken",
      async () => (await probeConnection(port)) !== undefined,
    );
  }
});

/**
 * Returns when the request has been sent; its status is a promise. It needs no
 * other service, whose time limit would end it.
 */
async function startToRemove(cartId: string, number: string) {
  const path = `/carts/${cartId}/lines/${number}`;
  const removing = request(runningStage().url(service) + path, {
    method: "DELETE",
    agent: false,
    headers: authorizationFor(path),
  });
  const status = once(removing, "response").then(([response]) => {
    (response as IncomingMessage).resume();
    return (response as IncomingMessage).statusCode;
  });
  removing.end();
  await once(removing, "finish");
  return { status };
}

/** A connection on which the last byte of a POST is missing. */
async function startToSend(path: string) {
  const { hostname, port } = new URL(runningStage().url(service));
  const socket = connect(Number(port), hostname);
  const { authorization } = authorizationFor(path) as Record<string, string>;
  const headers = [
    `POST ${path} HTTP/1.1`,
    "host: x",
    "content-type: application/json",
    "content-length: 2",
    ...(authorization ? [`authorization: ${authorization}`] : []),
  ];
  socket.write(`${headers.join("\r\n")}\r\n\r\n{`);
  await once(socket, "connect");
  return socket;
}

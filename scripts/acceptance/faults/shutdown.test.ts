import { once } from "node:events";
import { existsSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { describe } from "mocha";
import { probeConnection } from "../../stage/probe.ts";
import { until } from "../../testing/until.ts";
import { itWithOwnDatabase, listen, runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { atOnce, newKey } from "../samples.ts";
import { stageDirectory, store } from "../store.ts";

const service = "shoppingcart-api";
/** Where each attempt has a limit, a call to a catalogue may end before. */
const hasLimit = existsSync(join(stageDirectory, "commons/calls/guard.ts"));
const due = hasLimit ? [200, 503] : [200];

describe("SIGTERM", () => {
  itWithOwnDatabase("lets a service answer what it has taken", async () => {
    const { number } = await sell(book);
    const cartIds = Array.from({ length: 20 }, newKey);

    // A database that hangs keeps the requests in flight.
    await runningStage().pause("mongodb/1");
    const adds = await Promise.all(
      cartIds.map((cartId) => startToAdd(cartId, number)),
    );
    await untilTaken();
    const ended = runningStage().terminate(`${service}/1`);
    await untilClosed();
    await runningStage().resume("mongodb/1");

    const statuses = await Promise.all(adds.map((add) => add.status));
    const others = statuses.filter((status) => !due.includes(Number(status)));
    expect(others).to.deep.equal([]);
    const added = cartIds.filter((_, i) => statuses[i] === 200);
    await ended;
    await runningStage().restart(`${service}/1`);
    for (const cartId of added) {
      // A gateway sees the restarted instance with its next fetch.
      await until("the cart has its line", async () => {
        expect((await store.carts.get(cartId)).lines).to.have.length(1);
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

/** Returns when the request has been sent; its status is a promise. */
async function startToAdd(cartId: string, number: string) {
  const path = `/carts/${cartId}/lines`;
  const adding = request(runningStage().url(service) + path, {
    method: "POST",
    agent: false,
    headers: { "content-type": "application/json", ...authorizationFor(path) },
  });
  const status = once(adding, "response").then(([response]) => {
    (response as IncomingMessage).resume();
    return (response as IncomingMessage).statusCode;
  });
  adding.end(JSON.stringify({ kind: "book", number, quantity: 1 }));
  await once(adding, "finish");
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

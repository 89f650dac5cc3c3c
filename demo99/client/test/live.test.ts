import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { WebSocket as NodeWebSocket, WebSocketServer } from "ws";
import { until } from "../../services/registry/test/until.ts";
import { type LiveMessage, openLive } from "../live.ts";

type Opened = { socket: NodeWebSocket; request: IncomingMessage };

const resync = { type: "resync" };

describe("the live client", () => {
  let server: WebSocketServer;
  let opened: Opened[];
  let told: LiveMessage[];
  let refusals: number;
  let close: () => void;

  async function listen(port = 0) {
    server = new WebSocketServer({ port, host: "127.0.0.1" });
    server.on("connection", (socket, request) => {
      opened.push({ socket, request });
      socket.send(JSON.stringify(resync));
    });
    await once(server, "listening");
  }

  beforeEach(async () => {
    [opened, told, refusals] = [[], [], 0];
    await listen();
  });

  afterEach(() => {
    close();
    stop();
  });

  function stop() {
    for (const socket of server.clients) socket.terminate();
    server.close();
  }

  const portOf = () => (server.address() as AddressInfo).port;

  async function open(options: Partial<Parameters<typeof openLive>[0]> = {}) {
    close = openLive({
      url: `http://127.0.0.1:${portOf()}/`,
      token: "a.b.c",
      pauseMs: 20,
      spreadMs: 20,
      onMessage: (message) => told.push(message),
      onTokenRefused: () => refusals++,
      Socket: NodeWebSocket as unknown as typeof WebSocket,
      ...options,
    });
    await until(() => told.length > 0);
  }

  const offer = () => {
    const { url, headers } = (opened[0] as Opened).request;
    return [url, headers["sec-websocket-protocol"]];
  };

  const send = (message: object) =>
    opened.at(-1)?.socket.send(JSON.stringify(message));

  it("connects with the token as a protocol, not in the URL", async () => {
    await open();

    expect(offer()).to.deep.equal(["/live", "store.live,bearer.a.b.c"]);
  });

  it("connects without a token for a visitor", async () => {
    await open({ token: "" });

    expect(offer()).to.deep.equal(["/live", "store.live"]);
  });

  it("passes on what it is told, except beats", async () => {
    await open();
    const stock = { type: "stock", items: [{ number: "1", onHand: 5 }] };

    send({ type: "beat" });
    send(stock);

    await until(() => told.length > 1);
    expect(told).to.deep.equal([resync, stock]);
  });

  it("waits a moment before all pages read again", async () => {
    await open({ spreadMs: 100_000 });

    send(resync);
    send({ type: "stock", items: [] });

    await until(() => told.length > 1);
    expect(told[1]).to.deep.equal({ type: "stock", items: [] });
  });

  it("connects again after a restart, and reads what it has missed", async () => {
    await open();
    const port = portOf();
    stop();
    await once(server, "close");
    await listen(port);

    await until(() => told.length > 1);
    expect(told).to.deep.equal([resync, resync]);
    expect(opened).to.have.length(2);
  });

  it("connects again when it is told nothing for too long", async () => {
    await open({ silentMs: 50 });

    await until(() => opened.length > 1);
    expect(opened.length).to.be.greaterThan(1);
  });

  it("keeps a connection with beats", async () => {
    await open({ silentMs: 200 });
    let beats = 0;
    const timer = setInterval(() => send({ type: "beat", at: beats++ }), 10);

    await until(() => beats > 40);
    clearInterval(timer);
    expect(opened).to.have.length(1);
  });

  it("reports a refused token, and does not use it again", async () => {
    await open();

    opened[0]?.socket.close(4401, "Invalid token");

    await until(() => refusals > 0);
    close();
    expect([refusals, opened.length]).to.deep.equal([1, 1]);
  });

  it("does not connect again after it was closed", async () => {
    await open();
    const [first] = opened;

    close();
    await once(first?.socket as NodeWebSocket, "close");

    told = [];
    await open({ token: "other" });
    expect(opened).to.have.length(2);
  });
});

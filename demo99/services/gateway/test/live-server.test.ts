import { once } from "node:events";
import { request } from "node:http";
import { connect as connectTcp } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { tokenOf } from "#commons/test/test-auth.ts";
import { until } from "../../registry/test/until.ts";
import { type LiveGateway, shop, startLiveGateway } from "./live-gateway.ts";

describe("the gateway's WebSocket server", () => {
  let gateway: LiveGateway;

  afterEach(() => gateway.close());

  type Client = ReturnType<LiveGateway["connect"]>;

  const ready = ({ seen }: Client) => until(() => seen.length > 0);

  async function endOf({ end }: Client) {
    await until(() => end.code !== undefined);
    return { code: end.code, reason: end.reason };
  }

  it("takes a token in the header Authorization, too", async () => {
    gateway = await startLiveGateway();
    const authorization = `Bearer ${tokenOf("alice", "customer")}`;
    const client = gateway.connect(undefined, { headers: { authorization } });
    await ready(client);

    const order = { orderId: "o-1", cartId: "alice", status: "CONFIRMED" };
    gateway.tell("order.changed", { items: [order] });

    await until(() => client.seen.length === 2);
  });

  it("closes with 4401 for a token that is not valid", async () => {
    gateway = await startLiveGateway();
    const unsigned = tokenOf("alice", "customer").replace(/[^.]+$/, "");
    const tokens = {
      "x.y.z": "Invalid token: malformed. Log in again.",
      "": "Invalid token: malformed. Log in again.",
      [tokenOf("alice", "customer", { expiresIn: -1 })]:
        "Invalid token: jwt expired. Log in again.",
      [tokenOf("alice", "customer", { audience: "others" })]:
        "Invalid token: jwt audience invalid. expected: store. Log in again.",
      [tokenOf("alice", "customer", { keyid: "other" })]:
        "Invalid token: unknown key. Log in again.",
      [unsigned]: "Invalid token: jwt signature is required. Log in again.",
    };

    for (const [token, reason] of Object.entries(tokens)) {
      const client = gateway.connect(token);

      expect(await endOf(client)).to.deep.equal({ code: 4401, reason });
      expect(client.seen).to.deep.equal([]);
    }
  });

  it("closes with 1013 while tokens cannot be verified", async () => {
    gateway = await startLiveGateway({
      findKey: async () => {
        throw new Unavailable("No keys.");
      },
    });

    const client = gateway.connect(tokenOf("alice", "customer"));

    expect(await endOf(client)).to.deep.equal({
      code: 1013,
      reason: "Tokens cannot be verified right now.",
    });
  });

  it("closes the connection when its token expires", async () => {
    gateway = await startLiveGateway();
    const client = gateway.connect(
      tokenOf("alice", "customer", { expiresIn: 3 }),
    );
    await ready(client);

    expect(await endOf(client)).to.deep.equal({
      code: 4401,
      reason: "The token has expired. Log in again.",
    });
  });

  it("keeps the connection of a token that is valid for a year", async () => {
    gateway = await startLiveGateway();
    const client = gateway.connect(
      tokenOf("alice", "customer", { expiresIn: "1y" }),
    );
    await ready(client);
    gateway.subscription().onStart?.();

    await until(() => client.seen.length === 2);
    expect(client.end).to.deep.equal({});
  });

  it("closes a connection on which a client sends something", async () => {
    gateway = await startLiveGateway();
    const expected = { hello: 1003, ["x".repeat(2_000)]: 1009 };

    for (const [text, code] of Object.entries(expected)) {
      const client = gateway.connect();
      await ready(client);
      client.socket.send(text);

      expect((await endOf(client)).code).to.equal(code);
    }
  });

  it("closes a connection with an invalid frame", async () => {
    gateway = await startLiveGateway();
    const client = gateway.connect();
    await ready(client);

    const { _socket } = client.socket as unknown as {
      _socket: { write(bytes: Buffer): void };
    };
    // A client has to mask what it sends (RFC 6455, 5.1).
    _socket.write(Buffer.from([0x81, 0x01, 0x78]));

    expect((await endOf(client)).code).to.equal(1002);
  });

  it("ends a connection that answers no ping", async () => {
    gateway = await startLiveGateway({ pingMs: 500 });
    const dead = gateway.connect(undefined, { autoPong: false });
    const alive = gateway.connect();

    expect((await endOf(dead)).code).to.equal(1006);
    await until(() => alive.seen.length > 2);
    expect(alive.end).to.deep.equal({});
    expect(alive.seen.at(-1)).to.deep.equal({ type: "beat" });
  });

  it("closes all connections when it stops, and takes no more", async () => {
    gateway = await startLiveGateway();
    const client = gateway.connect();
    await ready(client);

    gateway.live.stop();

    expect((await endOf(client)).code).to.equal(1001);
    expect(await refusalOf({})).to.include({ status: 503 });
  });

  it("refuses pages of other origins, as CORS does", async () => {
    gateway = await startLiveGateway();
    await ready(gateway.connect(undefined, { origin: shop }));

    expect(await refusalOf({ origin: "http://evil.test" })).to.deep.equal({
      status: 403,
      type: "application/problem+json; charset=utf-8",
      detail: "Pages of this origin may not connect.",
    });
  });

  it("refuses more connections than it has room for", async () => {
    gateway = await startLiveGateway({ maxConnections: 2 });
    const first = gateway.connect();
    await Promise.all([ready(first), ready(gateway.connect())]);

    expect(await refusalOf({})).to.deep.equal({
      status: 503,
      type: "application/problem+json; charset=utf-8",
      detail: "Too many connections: try again later.",
    });
    first.socket.close();
    await until(async () => {
      const { socket } = gateway.connect();
      const [end] = await Promise.race([
        once(socket, "open").then(() => ["open"]),
        once(socket, "error"),
      ]);
      return end === "open";
    });
  });

  it("refuses a handshake that is not valid", async () => {
    gateway = await startLiveGateway();

    expect(await refusalOf({ "sec-websocket-key": "x" })).to.include({
      status: 400,
    });
  });

  it("needs an upgrade", async () => {
    gateway = await startLiveGateway();

    const reply = await fetch(`http://127.0.0.1:${gateway.port}/live`);

    expect(reply.status).to.equal(426);
    expect(reply.headers.get("upgrade")).to.equal("websocket");
    expect((await reply.json()) as object).to.include({ status: 426 });
  });

  it("answers 404 for an upgrade at another path", async () => {
    gateway = await startLiveGateway();

    expect(await refusalOf({}, "/nowhere")).to.include({
      status: 404,
      type: "application/problem+json; charset=utf-8",
    });
  });

  it("serves a request of a client that offers another protocol", async () => {
    gateway = await startLiveGateway();
    const body = JSON.stringify({ text: "x".repeat(80_000) });
    const socket = connectTcp(gateway.port, "127.0.0.1");
    const head = [
      "POST /echo HTTP/1.1",
      "Host: localhost",
      "Connection: Upgrade, HTTP2-Settings",
      "Upgrade: h2c",
      "HTTP2-Settings: AAMAAABk",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
    ];
    let text = "";
    socket.setEncoding("utf8").on("data", (part) => {
      text += part;
    });

    // Twice on one connection, and the second body later than its head.
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    await until(() => text.endsWith(body));
    text = "";
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    socket.write(body);
    await until(() => text.endsWith(body));

    expect(text).to.match(/^HTTP\/1\.1 200 OK/);
    socket.destroy();
  });

  /** The reply to an upgrade that is not accepted. */
  async function refusalOf(headers: Record<string, string>, path = "/live") {
    const asked = request({
      port: gateway.port,
      host: "127.0.0.1",
      path,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": Buffer.alloc(16).toString("base64"),
        ...headers,
      },
    }).end();
    const [reply] = await once(asked, "response");
    let text = "";
    for await (const part of reply) text += part;
    const { detail } = text.startsWith("{") ? JSON.parse(text) : {};
    return {
      status: reply.statusCode,
      type: reply.headers["content-type"],
      detail,
    };
  }
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { answerParserErrors } from "../parser-errors.ts";

const timeouts = {
  requestTimeout: 50,
  headersTimeout: 50,
  connectionsCheckingInterval: 20,
};

describe("a request that the HTTP parser rejects", () => {
  let server: Server;

  beforeEach(async () => {
    server = createServer(timeouts, (req, res) => {
      if (req.url === "/half") res.write("half");
      if (req.url === "/whole") res.end("whole");
      req.on("error", () => {}).resume();
    });
    answerParserErrors(server);
    await once(server.listen(0, "127.0.0.1"), "listening");
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  async function replyTo(request: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {}).write(request);
    return text(socket);
  }

  async function problemOf(request: string) {
    const [head = "", body = ""] = (await replyTo(request)).split("\r\n\r\n");
    expect(head).to.match(/content-type: application\/problem\+json/i);
    const { status, title, detail } = JSON.parse(body);
    expect(head).to.match(new RegExp(`^HTTP/1.1 ${status} ${title}`));
    return `${status} ${detail}`;
  }

  const get = "GET / HTTP/1.1\r\nHost: a\r\n";

  it("is answered 400 if its path has to be encoded", async () => {
    expect(
      await problemOf("GET /books?q=Gödel HTTP/1.1\r\nHost: a\r\n\r\n"),
    ).to.match(/^400 .* percent-encoded/);
  });

  it("is answered 431 if its headers are too large", async () => {
    expect(await problemOf(`${get}X: ${"x".repeat(20_000)}\r\n\r\n`)).to.match(
      /^431 .* 16 kB/,
    );
  });

  it("is answered 408 if it does not arrive in time", async () => {
    const half = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
    for (const request of [get, half]) {
      expect(await problemOf(request)).to.match(/^408 .* completely/);
    }
  });

  it("is answered 417 if it expects what no service does", async () => {
    const expectation = "Connection: close\r\nExpect: nonsense\r\n\r\n";

    expect(await problemOf(get + expectation)).to.match(/^417 .*"nonsense"/);
  });

  it("is answered 501 if it is for a proxy", async () => {
    expect(
      await problemOf("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
    ).to.match(/^501 .* CONNECT/);
  });

  it("is answered 400 with any other reason", async () => {
    expect(await problemOf("nonsense\r\n\r\n")).to.match(
      /^400 The request is not valid HTTP: ./,
    );
  });

  it("gets no second response", async () => {
    for (const path of ["/half", "/whole"]) {
      const reply = await replyTo(
        `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{`,
      );

      expect(reply)
        .to.match(/^HTTP\/1.1 200/)
        .and.not.include("problem");
    }
  });
});

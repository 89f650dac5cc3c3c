import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";

describe("a request that Node accepts", () => {
  let server: Server;

  beforeEach(async () => {
    const routes = Router().all("/", (_req, res) => void res.end("done"));
    const app = createApp({ log: createLog("test", "silent"), routes });
    server = createServer({ requireHostHeader: false }, app);
    await once(server.listen(0, "127.0.0.1"), "listening");
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  async function replyTo(request: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.write(request);
    return text(socket);
  }

  const close = "Connection: close\r\n";

  it("is refused without the header Host", async () => {
    const reply = await replyTo(`GET / HTTP/1.1\r\n${close}\r\n`);

    expect(reply).to.match(/^HTTP\/1.1 400 /);
    expect(reply).to.match(/content-type: application\/problem\+json/i);
    expect(reply).to.include("header Host");
  });

  it("needs no Host in HTTP/1.0", async () => {
    const reply = await replyTo("GET / HTTP/1.0\r\n\r\n");

    expect(reply).to.match(/^HTTP\/1.1 200 /);
  });

  it("is refused with a coding that Node does not decode", async () => {
    const head = `POST / HTTP/1.1\r\nHost: a\r\n${close}Transfer-Encoding`;
    const body = "\r\n\r\n0\r\n\r\n";

    const refused = await replyTo(`${head}: gzip, chunked${body}`);

    expect(refused).to.match(/^HTTP\/1.1 400 /);
    expect(refused).to.include("Transfer-Encoding");
    expect(await replyTo(`${head}: Chunked${body}`)).to.match(
      /^HTTP\/1.1 200 /,
    );
  });
});

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { startProxy } from "../proxy.ts";

describe("a proxy before a server", () => {
  let server: Server;
  let url: string;

  beforeEach(async () => {
    server = createServer((socket) => socket.pipe(socket)).listen(0);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    url = `mongodb://127.0.0.1:${port}/shop?retryWrites=false`;
  });

  afterEach(() => server.close());

  function connectTo(proxyUrl: string) {
    const { port, hostname } = new URL(proxyUrl);
    return connect(Number(port), hostname);
  }

  it("connects to the server, and keeps the rest of its URL", async () => {
    const proxy = await startProxy(url);
    const socket = connectTo(proxy.url);
    socket.write("hello");

    const [answer] = await once(socket, "data");

    expect(String(answer)).to.equal("hello");
    expect(proxy.url).to.match(/^mongodb:.*\/shop\?retryWrites=false$/);
    expect(proxy.url).not.to.equal(url);
    socket.destroy();
  });

  it("ends its connections when it is cut, and accepts no more", async () => {
    const proxy = await startProxy(url);
    const socket = connectTo(proxy.url);
    socket.write("hello");
    await once(socket, "data");

    proxy.cut();

    await once(socket, "close");
    const late = connectTo(proxy.url);
    late.resume();
    late.on("error", () => {});
    await once(late, "close");
  });

  it("delays open connections, too", async () => {
    const proxy = await startProxy(url);
    const socket = connectTo(proxy.url);
    socket.write("hello");
    await once(socket, "data");

    proxy.delayBy(50);

    const start = performance.now();
    socket.write("hello again");
    const [answer] = await once(socket, "data");
    expect(String(answer)).to.equal("hello again");
    expect(performance.now() - start).to.be.at.least(45);
    socket.destroy();
  });
});

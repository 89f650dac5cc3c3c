import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { layCable } from "../cable.ts";

describe("a cable", () => {
  let server: Server;
  let url: string;

  beforeEach(async () => {
    server = createServer((socket) => socket.pipe(socket)).listen(0);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    url = `mongodb://127.0.0.1:${port}/shop?retryWrites=false`;
  });

  afterEach(() => server.close());

  function plug(cableUrl: string) {
    const { port, hostname } = new URL(cableUrl);
    return connect(Number(port), hostname);
  }

  it("leads to the server, and keeps the rest of its URL", async () => {
    const cable = await layCable(url);
    const socket = plug(cable.url);
    socket.write("hello");

    const [answer] = await once(socket, "data");

    expect(String(answer)).to.equal("hello");
    expect(cable.url).to.match(/^mongodb:.*\/shop\?retryWrites=false$/);
    expect(cable.url).not.to.equal(url);
    socket.destroy();
  });

  it("ends what goes through it when it is cut, and takes no more", async () => {
    const cable = await layCable(url);
    const socket = plug(cable.url);
    socket.write("hello");
    await once(socket, "data");

    cable.cut();

    await once(socket, "close");
    const late = plug(cable.url);
    late.resume();
    late.on("error", () => {});
    await once(late, "close");
  });

  it("becomes long, for those too who have plugged in before", async () => {
    const cable = await layCable(url);
    const socket = plug(cable.url);
    socket.write("hello");
    await once(socket, "data");

    cable.lengthen(50);

    const start = performance.now();
    socket.write("hello again");
    const [answer] = await once(socket, "data");
    expect(String(answer)).to.equal("hello again");
    expect(performance.now() - start).to.be.at.least(45);
    socket.destroy();
  });
});

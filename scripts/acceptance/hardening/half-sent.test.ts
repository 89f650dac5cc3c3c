// @from-99 @long

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { describe, it } from "mocha";
import { callGateway, logIn } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";

/** More than a service accepts in flight. */
const count = 600;

async function sendHalf(): Promise<Socket> {
  const { port } = new URL(runningStage().url("gateway"));
  const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  socket.write("POST /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
  socket.write("Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
  return socket;
}

describe("requests whose bodies do not arrive", () => {
  it("do not count as load, and get 408", async () => {
    const startedAt = performance.now();
    const sockets = await Promise.all(Array.from({ length: count }, sendHalf));
    const [first] = sockets;
    const reply = text(first as Socket);

    for (let i = 0; i < 20; i++) {
      expect((await callGateway("GET", "/books")).status).to.equal(200);
    }

    expect(await reply).to.match(/^HTTP\/1.1 408 /);
    expect(performance.now() - startedAt).to.be.below(12_000);
    for (const socket of sockets) socket.destroy();
    // They do not count as failures of their address either.
    await logIn("bob", "builder");
  });
});

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";

/** A TCP proxy before a server; its connections can be cut or delayed. */
export async function startProxy(to: string) {
  const far = new URL(to);
  const sockets = new Set<Socket>();
  let isCut = false;
  let delayMs = 0;

  function keep(socket: Socket) {
    sockets.add(socket.unref());
    // The `close` event, which follows, ends the other side.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  }

  const server = createServer((near) => {
    keep(near);
    if (isCut) return near.destroy();
    const onward = connect(Number(far.port), far.hostname);
    keep(onward);
    near
      .pipe(createDelay(() => delayMs))
      .pipe(onward)
      .pipe(near);
    near.on("close", () => onward.destroy());
    onward.on("close", () => near.destroy());
  });
  server.unref().listen(0, "127.0.0.1");
  await once(server, "listening");

  const url = new URL(to);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,

    /** From now on, all bytes that are sent arrive this much later. */
    delayBy(ms: number) {
      delayMs = ms;
    },

    /** Ends every connection, and accepts no new one. */
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

function createDelay(delayMs: () => number) {
  return new Transform({
    transform(chunk, _encoding, done) {
      if (delayMs() === 0) done(null, chunk);
      else setTimeout(() => done(null, chunk), delayMs());
    },
  });
}

import type { WebSocket } from "ws";

/**
 * Ends connections whose client has not answered the last ping: it is gone, and
 * its network has not told. `onBeat` does the same for clients that cannot see
 * pings, such as pages.
 */
export function keepAlive(
  sockets: Set<WebSocket>,
  pingMs: number,
  onBeat: () => void,
) {
  const silent = new WeakSet<WebSocket>();

  function check(socket: WebSocket) {
    if (silent.has(socket)) return socket.terminate();
    silent.add(socket);
    socket.once("pong", () => silent.delete(socket));
    socket.ping();
  }

  const timer = setInterval(() => {
    for (const socket of sockets) check(socket);
    onBeat();
  }, pingMs);
  timer.unref();
}

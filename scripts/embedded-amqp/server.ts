import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createBroker } from "./broker/broker.ts";
import { type Limits, usualLimits } from "./broker/limits.ts";
import { serveConnection } from "./wire/connection.ts";

type Options = {
  port?: number;
  host?: string;
  /** The file that keeps the messages; without one, they end with the server. */
  journal?: string | undefined;
  limits?: Partial<Limits>;
};

/**
 * Starts a message broker that speaks AMQP 0-9-1. Rejects if the port is
 * taken; port 0 takes a free one.
 */
export async function startEmbeddedAmqp({
  port = 0,
  host = "127.0.0.1",
  journal,
  limits,
}: Options = {}) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    serveConnection(socket, broker);
  });
  server.listen(port, host);
  await once(server, "listening");
  // Only the owner of the port may touch the journal.
  const broker = createBroker({
    journalFile: journal,
    limits: { ...usualLimits, ...limits },
  });
  const address = server.address() as AddressInfo;

  return {
    url: `amqp://${host}:${address.port}`,
    port: address.port,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      broker.close();
    },
  };
}

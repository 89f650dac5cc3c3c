import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createCommands } from "./commands/commands.ts";
import { serveConnection } from "./wire/connection.ts";

type Options = {
  port?: number;
  host?: string;
  /** The file that keeps the data; without one, it ends with the server. */
  journal?: string | undefined;
  /** How often expired documents are removed; 60 s, as in MongoDB. */
  expiryMs?: number;
  /** The most memory that the data may take; 1 GiB, or half of the heap. */
  maxBytes?: number | undefined;
};

/**
 * Starts a database server with MongoDB's wire protocol, as
 * a standalone. Rejects if the port is taken; port 0 takes a free one.
 */
export async function startEmbeddedMongo({
  port = 0,
  host = "127.0.0.1",
  journal,
  expiryMs,
  maxBytes,
}: Options = {}) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    serveConnection(socket, commands.answer);
  });
  server.listen(port, host);
  await once(server, "listening");
  // Only the owner of the port may touch the journal.
  const commands = createCommands({
    journalFile: journal,
    expiryMs,
    maxBytes,
  });
  const address = server.address() as AddressInfo;

  return {
    url: `mongodb://${host}:${address.port}`,
    port: address.port,
    async close() {
      commands.close();
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

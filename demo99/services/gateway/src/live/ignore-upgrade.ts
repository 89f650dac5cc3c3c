import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Serves a request as if it had no header Upgrade, which a server may ignore
 * (RFC 9110, 7.8): Java's client, for example, sends `Upgrade: h2c` with every
 * first request. Node has stopped reading it as HTTP; it starts again here.
 */
export function ignoreUpgrade(
  server: Server,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    if (name.toLowerCase() === "upgrade") continue;
    lines.push(`${name}: ${rawHeaders[i + 1]}`);
  }
  const text = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  socket.unshift(Buffer.concat([text, head]));
  server.emit("connection", socket);
}

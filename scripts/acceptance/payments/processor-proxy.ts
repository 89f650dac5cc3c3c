import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/**
 * Stands between payment-api and its processor. Once it holds, the processor
 * does what it is told, and its replies do not arrive.
 */
export async function startProcessorProxy(target: string) {
  const held: string[] = [];
  let isHolding = false;

  const server = createServer(async (req, res) => {
    const { method = "GET", url = "" } = req;
    const sent = method === "POST" ? { body: await text(req) } : {};
    const headers = { "content-type": "application/json" };
    const reply = await fetch(target + url, {
      ...{ method, headers, ...sent },
    }).catch(() => undefined);
    if (!reply) return res.destroy();
    const content = await reply.text();
    if (isHolding) held.push(`${method} ${url}`);
    else res.writeHead(reply.status).end(content);
  });
  server.unref().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** What the processor has done without a reply. */
    held,
    hold() {
      isHolding = true;
    },
    /** Forgets what it holds: those calls never have a reply. */
    release() {
      isHolding = false;
      held.length = 0;
      server.closeAllConnections();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

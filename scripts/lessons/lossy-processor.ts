import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Stands before the payment processor, and can lose replies about charges. */
export async function startLossyProcessor(to: string) {
  let isLossy = false;
  let charges = 0;
  let lost = 0;

  const server = createServer(async (req, res) => {
    const { method = "GET", url = "" } = req;
    const sent = method === "POST" ? { body: await text(req) } : {};
    const headers = { "content-type": "application/json" };
    const reply = await fetch(to + url, {
      ...{ method, headers, ...sent },
    }).catch(() => undefined);
    if (!reply) return res.destroy();
    const content = await reply.text();
    const isLost = isLossy && url === "/charges" && charges++ % 2 === 0;
    if (!isLost) return res.writeHead(reply.status).end(content);
    lost++;
    res.destroy();
  });
  server.unref().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** The number of charges that were made, and whose replies were lost. */
    lost: () => lost,
    /** From now on, every second charge is made, and its reply is lost. */
    loseReplies(value: boolean) {
      isLossy = value;
    },
  };
}

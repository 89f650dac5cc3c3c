import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Mark = { path: RegExp; act: () => Promise<unknown> };

/**
 * Stands between payment-api and its processor. Once the processor has done
 * the next marked request, it acts, and the reply is lost.
 */
export async function startProcessorProxy(target: string) {
  let mark: Mark | undefined;
  const server = createServer(async (req, res) => {
    const sent = req.method === "POST" ? { body: await text(req) } : {};
    const reply = await fetch(target + req.url, {
      method: req.method ?? "GET",
      headers: { "content-type": "application/json" },
      ...sent,
    });
    const content = await reply.text();
    if (!mark?.path.test(req.url ?? "")) {
      return res.writeHead(reply.status).end(content);
    }
    const { act } = mark;
    mark = undefined;
    await act();
    res.destroy();
  });
  server.unref().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,

    /** Resolves after the action. */
    onNext: (path: RegExp, action: () => Promise<unknown>) =>
      new Promise<void>((resolve, reject) => {
        const act = () => action().then(() => resolve(), reject);
        mark = { path, act };
      }),

    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

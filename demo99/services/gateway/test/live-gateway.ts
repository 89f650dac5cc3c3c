import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { type ClientOptions, WebSocket } from "ws";
import type { Subscription } from "#commons/broker/subscribers.ts";
import { createLog } from "#commons/log.ts";
import { jsonBody } from "#commons/requests/json-body.ts";
import { problemHandler, unknownPath } from "#commons/requests/problem.ts";
import { testFindKey } from "#commons/test/test-auth.ts";
import type { CreateClient } from "../src/docs.ts";
import { liveRoute, startLive } from "../src/live/live.ts";
import type { LiveOptions } from "../src/live/live-server.ts";

export const shop = "http://shop.test";

export type LiveGateway = Awaited<ReturnType<typeof startLiveGateway>>;

/** A server with `/live`, a broker that tests play, and a stock. */
export async function startLiveGateway(options: Partial<LiveOptions> = {}) {
  const stock = new Map<string, number>();
  const reads: string[][] = [];
  const state = { failure: undefined as Error | undefined };
  let subscription: Subscription | undefined;

  /** GET /stock of inventory-api. */
  async function readStock(_method: string, path: string) {
    const numbers = path.replace("/stock?numbers=", "").split(",");
    reads.push(numbers);
    if (state.failure) throw state.failure;
    const known = numbers.filter((number) => stock.has(number));
    return {
      items: known.map((number) => ({ number, onHand: stock.get(number) })),
    };
  }

  const app = express()
    .use(liveRoute)
    .post("/echo", jsonBody, (req, res) => void res.json(req.body))
    .use(unknownPath, problemHandler(createLog("test", "silent")));
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const live = await startLive(server, {
    findKey: testFindKey,
    origins: [shop],
    broker: {
      subscribe: async (added) => {
        subscription = added;
      },
    },
    client: (() => readStock) as unknown as CreateClient,
    ...options,
  });

  return {
    port,
    stock,
    reads,
    state,
    live,
    subscription: () => subscription as Subscription,

    tell(topic: string, content: unknown) {
      const id = "1";
      subscription?.onMessage({ id, topic, content, attempt: 1 });
    },

    connect: (token?: string, client: ClientOptions = {}) =>
      connect(`ws://127.0.0.1:${port}/live`, token, client),

    close() {
      live.stop();
      process.removeListener("SIGTERM", live.stop);
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A client, all that it has been told, and how its connection has ended. */
function connect(url: string, token?: string, options: ClientOptions = {}) {
  const bearer = token === undefined ? [] : [`bearer.${token}`];
  const socket = new WebSocket(url, ["store.live", ...bearer], options);
  const seen: Record<string, unknown>[] = [];
  const end: { code?: number; reason?: string; error?: Error } = {};
  socket.on("message", (data, isBinary) => {
    if (!isBinary) seen.push(JSON.parse(data.toString()));
  });
  socket.on("error", (error) => {
    end.error = error;
  });
  socket.on("close", (code, reason) => {
    end.code = code;
    end.reason = reason.toString();
  });
  return { socket, seen, end };
}

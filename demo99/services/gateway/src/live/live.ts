import type { Server } from "node:http";
import { Router } from "express";
import type { Broker } from "#commons/broker.ts";
import { Refusal } from "#commons/errors.ts";
import type { CreateClient } from "../docs.ts";
import { followChanges } from "./live-feed.ts";
import { createLiveHub } from "./live-hub.ts";
import { type LiveOptions, serveLive } from "./live-server.ts";

type Parts = LiveOptions & {
  broker: Pick<Broker, "subscribe">;
  client: CreateClient;
};

/** The request has to be made with another protocol (RFC 9110, 15.5.22). */
class UpgradeRequired extends Refusal {
  readonly status = 426;
}

/** `GET /live` without an upgrade. */
export const liveRoute = Router().get("/live", () => {
  throw new UpgradeRequired("Connect to this address with a WebSocket.", {
    headers: { connection: "upgrade", upgrade: "websocket" },
  });
});

/** Pushes changes of the stock and of orders to open pages. */
export async function startLive(server: Server, { client, ...parts }: Parts) {
  const hub = createLiveHub();
  const live = serveLive(server, hub, parts);
  // The server waits for its connections to end.
  process.once("SIGTERM", live.stop);
  const inventory = client("http://inventory-api", { timeoutMs: 2_000 });
  await followChanges({ ...parts, inventory, hub });
  return live;
}

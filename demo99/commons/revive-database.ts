import type { MongoClient } from "mongodb";

/** Longer than a check of the server takes: 2 s to connect, 2 s for a reply. */
const withinMs = 5_000;
const repeatMs = 1_000;

/**
 * Opens the connections again if a check of the server does not end. If the
 * check begins while its connection closes, the driver misses the end of it
 * (mongodb 7.9), and all later operations fail, also when the server is back.
 */
export function reviveDatabase(client: MongoClient, afterMs = withinMs) {
  let timer: NodeJS.Timeout | undefined;

  async function revive() {
    try {
      await client.close();
      await client.connect();
    } catch {
      timer = setTimeout(revive, repeatMs).unref();
    }
  }

  client.on("serverHeartbeatStarted", () => {
    clearTimeout(timer);
    timer = setTimeout(revive, afterMs).unref();
  });
  for (const end of [
    "serverHeartbeatSucceeded",
    "serverHeartbeatFailed",
  ] as const) {
    client.on(end, () => clearTimeout(timer));
  }
}

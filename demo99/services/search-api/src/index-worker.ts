import {
  setTimeout as delay,
  setImmediate as giveWay,
} from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createTextIndex } from "#commons/text-index/text-index.ts";
import type { IndexReply, IndexRequest } from "./index-message.ts";

/** Runs in a thread of its own: see index-client.ts. */
const index = createTextIndex();
const { delayMs = 0 } = workerData as { delayMs?: number };
const chunk = 50;

parentPort?.on("message", async ({ id, request }) => {
  try {
    parentPort?.postMessage({ id, reply: await answer(request) });
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).message });
  }
});

async function answer(request: IndexRequest): Promise<IndexReply> {
  if ("search" in request) {
    if (delayMs > 0) await delay(delayMs);
    return index.search(request.search, request.limit);
  }
  for (const key of request.delete) index.delete(key);
  for (const [i, text] of request.put.entries()) {
    index.put(text);
    // Searches that have arrived in the meantime come first.
    if (i % chunk === 0) await giveWay();
  }
  return index.size;
}

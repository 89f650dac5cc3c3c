import { setTimeout as delay } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { answerThread, inChunks } from "#commons/answer-thread.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { RecordChange } from "#commons/replica/replica-thread.ts";
import {
  createTextIndex,
  type IndexedText,
} from "#commons/text-index/text-index.ts";
import { keyOf } from "./hit.ts";
import type { SearchRequest } from "./index-message.ts";

/** Runs in a thread of its own: see index-service.ts. */
const index = createTextIndex();
const { delayMs = 0 } = workerData as { delayMs?: number };

answerThread(async (request: SearchRequest | RecordChange) => {
  if ("search" in request) {
    if (delayMs > 0) await delay(delayMs);
    return index.search(request.search, request.limit);
  }
  const { source, put } = request;
  for (const id of request.delete) index.delete(keyOf({ source, id }));
  await inChunks(put, (record) => index.put(toText(record)));
  return index.size;
});

function toText(record: ReplicaRecord): IndexedText {
  const { id, title, by, text, number = "", year = "" } = record;
  // An item can be found by its own number, a post by that of its item.
  const numbers = `${id} ${number} ${year}`;
  return { key: keyOf(record), title, by: by.join(" "), text, numbers };
}

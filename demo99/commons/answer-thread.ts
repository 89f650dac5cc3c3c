import { setImmediate as giveWay } from "node:timers/promises";
import { parentPort } from "node:worker_threads";

const chunk = 50;

/** In a thread: answers what `ask` of thread.ts sends. */
export function answerThread<Request>(answer: (it: Request) => unknown) {
  parentPort?.on("message", async ({ id, request }) => {
    try {
      parentPort?.postMessage({ id, reply: await answer(request) });
    } catch (error) {
      parentPort?.postMessage({ id, error: (error as Error).message });
    }
  });
}

/** Does this with each of many; requests that arrive meanwhile come first. */
export async function inChunks<T>(many: T[], task: (one: T) => void) {
  for (const [i, one] of many.entries()) {
    task(one);
    if (i % chunk === 0) await giveWay();
  }
}

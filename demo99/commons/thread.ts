import { once } from "node:events";
import { Worker } from "node:worker_threads";

type Answer<Reply> = {
  resolve: (reply: Reply) => void;
  reject: (error: Error) => void;
};
type Message<Reply> = { id: number; reply: Reply; error?: string };

/** A thread that answers requests; it receives `{ id, request }`. */
export function startThread<Request, Reply>(file: URL, workerData: object) {
  const worker = new Worker(file, { workerData });
  const waiting = new Map<number, Answer<Reply>>();
  let lastId = 0;

  worker.on("message", ({ id, reply, error }: Message<Reply>) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (error) answer?.reject(new Error(error));
    else answer?.resolve(reply);
  });
  let reason: string | undefined;
  const ended = once(worker, "exit")
    .then(
      () => "it has ended",
      (error: Error) => error.message,
    )
    .then((why) => {
      reason = why;
      for (const { reject } of waiting.values()) reject(new Error(why));
      waiting.clear();
      return why;
    });

  return {
    /** Resolves with the reason, when the thread has ended. */
    ended,
    isEnded: () => reason !== undefined,

    ask(request: Request): Promise<Reply> {
      return new Promise((resolve, reject) => {
        if (reason !== undefined) return reject(new Error(reason));
        lastId++;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, request });
      });
    },

    end: () => worker.terminate(),
  };
}

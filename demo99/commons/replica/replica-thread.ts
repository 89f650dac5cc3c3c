import { setTimeout as delay } from "node:timers/promises";
import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { startThread } from "#commons/thread.ts";
import { untilSuccess } from "#commons/until-success.ts";
import type { ReplicaRecord, Source } from "./record.ts";
import type { Replica } from "./replica.ts";

export type ThreadParts = {
  /** What the thread has, for logs and errors. */
  name: string;
  /** The bundle that the thread runs. */
  worker: URL;
  /** What the thread follows. */
  replica: Pick<Replica, "watch">;
  sources: readonly Source[];
  log: Log;
  workerData?: object;
};

/** Records for the thread; its reply is how many it has then. */
export type RecordChange = {
  source: Source;
  put: ReplicaRecord[];
  delete: string[];
};

/** A thread with so many requests to answer gets no more. */
const mostWaiting = 100;
const restartMs = 1_000;

/**
 * A thread that follows the replica, and answers requests about its records:
 * neither its load nor a slow request delays the service. Requests wait until
 * it has all records. A thread that ends is started again.
 */
export function createReplicaThread<Request, Reply>(parts: ThreadParts) {
  const { name, log } = parts;
  let thread = start();
  let waiting = 0;
  let isStopped = false;

  function start() {
    const started = startFollowing<Request, Reply>(parts);
    void started.ended.then(restart);
    return started;
  }

  async function restart(why: string) {
    if (isStopped) return;
    log.error(`the thread of ${name} has ended, and starts again: ${why}`);
    await delay(restartMs);
    if (!isStopped) thread = start();
  }

  return {
    report: () => thread.report,
    /** Resolves when the thread has all records. */
    loaded: () => thread.loaded,

    /** Fails if the thread has ended, or has too much to do. */
    async ask(request: Request): Promise<Reply> {
      if (waiting >= mostWaiting) throw new Unavailable(`${name} is busy.`);
      waiting++;
      try {
        return await thread.ask(request);
      } finally {
        waiting--;
      }
    },

    async stop() {
      isStopped = true;
      await thread.end();
    },
  };
}

/** One thread, until it ends. */
function startFollowing<Request, Reply>(parts: ThreadParts) {
  const { name, worker, replica, sources, log, workerData = {} } = parts;
  const thread = startThread<Request | RecordChange, Reply | number>(
    worker,
    workerData,
  );
  const { isEnded, ended, end } = thread;
  const report = { isLoaded: false, records: 0 };
  const loaded = load();

  async function load() {
    const start = performance.now();
    await untilSuccess(log, follow);
    if (isEnded()) return;
    report.isLoaded = true;
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    log.info(`${name}: ${report.records} records indexed in ${seconds} s`);
  }

  /** Resolves when the thread has all records; later changes follow. */
  async function follow() {
    if (isEnded()) return;
    await replica.watch(
      async (source, changes) => {
        const change = { source, ...changes };
        report.records = (await thread.ask(change)) as number;
      },
      { sources, isEnded },
    );
  }

  return {
    ...{ ended, end, report, loaded },
    async ask(request: Request): Promise<Reply> {
      await loaded;
      return (await thread.ask(request)) as Reply;
    },
  };
}

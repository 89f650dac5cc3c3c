import type { Request, Response } from "express";
import { Unavailable } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { type LogEntry, matcherOf, query } from "./log-entry.ts";
import type { LogStore } from "./log-store.ts";

const mostReaders = 100;
const mostUnread = 1_000_000;
const keepAliveMs = 15_000;

export type LogStream = ReturnType<typeof createLogStream>;

/** Sends new lines as server-sent events to whoever keeps a page open. */
export function createLogStream(logs: LogStore) {
  const readers = new Set<Response>();

  function open(req: Request, res: Response) {
    const isWanted = matcherOf(parse(query, req.query));
    if (readers.size >= mostReaders) throw new Unavailable("Too many readers.");
    readers.add(res);
    res.set({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    res.write("retry: 3000\n\n");

    const send = (entries: LogEntry[]) => {
      const wanted = entries.filter(isWanted);
      if (wanted.length > 0) res.write(`data: ${JSON.stringify(wanted)}\n\n`);
      // Who does not read gets no more: the lines would pile up here.
      if (res.writableLength > mostUnread) res.destroy();
    };
    const stop = logs.listen(send);
    const timer = setInterval(() => res.write(":\n\n"), keepAliveMs);
    res.on("close", () => {
      clearInterval(timer);
      stop();
      readers.delete(res);
    });
  }

  return {
    open,

    /** Ends what would go on for ever. */
    close() {
      for (const res of readers) res.destroy();
    },
  };
}

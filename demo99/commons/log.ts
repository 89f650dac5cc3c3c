import { type Logger, multistream, pino } from "pino";
import { createLogShipper } from "#commons/log-shipper.ts";
import { traceId } from "#commons/tracing/context.ts";

export type Log = Logger;

// One process has one log, which begins before there is anybody to ship it to.
const shipper = createLogShipper();

/** Begins to ship what this process logs, and has logged. */
export const shipLogs = shipper.start;

/** Writes one JSON object a line to stdout. Levels are those of pino. */
export function createLog(service: string, level = "info"): Log {
  const streams = [pino.destination(1), shipper];
  return pino(
    { base: { service }, level, mixin: () => ({ traceId: traceId() }) },
    multistream(streams.map((stream) => ({ stream, level: "trace" }))),
  );
}

import { type Logger, pino } from "pino";

export type Log = Logger;

/** Writes one JSON object a line to stdout. Levels are those of pino. */
export function createLog(service: string, level = "info"): Log {
  return pino({ base: { service }, level });
}

import { type Logger, multistream, pino } from "pino";
import { traceId } from "#commons/trace-context.ts";
import { currentUser } from "#commons/user-context.ts";

export type Log = Logger;

type Destination = { write(line: string): void };

export const stdout: Destination = pino.destination(1);

/** Writes one JSON object a line to each destination. Levels are pino's. */
export function createLog(
  service: string,
  level = "info",
  destinations: Destination[] = [stdout],
): Log {
  const streams = destinations.map((stream) => {
    return { stream, level: "trace" } as const;
  });
  const mixin = () => ({ traceId: traceId(), user: currentUser() });
  return pino({ base: { service }, level, mixin }, multistream(streams));
}

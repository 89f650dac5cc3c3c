import { type Logger, multistream, pino } from "pino";

export type Log = Logger;

/** A hundred lines have to fit into one request of 1 MB. */
const maxBytes = 9_000;

type Destination = { write(line: string): void };

export const stdout: Destination = pino.destination(1);

/** JSON allows them unescaped; a terminal obeys, or does not show them. */
const controls = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;
const hooks = {
  streamWrite: (line: string) => escaped(shortened(escaped(line))),
};

/** Writes one JSON object a line to each destination. Levels are pino's. */
export function createLog(
  service: string,
  level = "info",
  destinations: Destination[] = [stdout],
): Log {
  const streams = destinations.map((stream) => {
    return { stream, level: "trace" } as const;
  });
  return pino({ base: { service }, level, hooks }, multistream(streams));
}

function escaped(line: string): string {
  return line.replace(controls, toEscapes);
}

function toEscapes(text: string): string {
  const units = text.split("").map((unit) => unit.charCodeAt(0).toString(16));
  return units.map((code) => `\\u${code.padStart(4, "0")}`).join("");
}

/** Of a line that is too long, only the beginning of its message. */
function shortened(line: string): string {
  if (Buffer.byteLength(line) <= maxBytes) return line;
  const { level, time, service, msg = "" } = JSON.parse(line);
  const short = { level, time, service, msg: `${msg}`.slice(0, 1_400) };
  return `${JSON.stringify(short)}\n`;
}

import type { Entry } from "./log-book.ts";

/** A log line of a service about one request that it served. */
export type Line = { service: string; line: string };

/** A request that a service serves, and the log line of it. */
export type Hop = { service: string; logged: RegExp };

export function linesOf(hops: Hop[], entries: Entry[]): Line[] {
  return hops.flatMap(({ service, logged }) =>
    entries
      .filter(({ instanceId }) => instanceId.split("/")[0] === service)
      .filter(({ message }) => logged.test(message))
      .map(({ line }) => ({ service, line })),
  );
}

/**
 * The words that are in exactly one line of each service, and so may join
 * them: every word in the line that is long enough for the id of a request.
 */
export function joinsOf(lines: Line[]): string[] {
  const services = [...new Set(lines.map(({ service }) => service))];
  const words = new Set(lines.flatMap(wordsOf));
  return [...words].filter((word) =>
    services.every((service) => {
      const own = lines.filter((line) => line.service === service);
      return own.filter((line) => wordsOf(line).includes(word)).length === 1;
    }),
  );
}

/** Times are no ids: lines of one millisecond may belong to two requests. */
function wordsOf({ line }: Line): string[] {
  const { time: _, ...rest } = JSON.parse(line);
  return JSON.stringify(rest).match(/[\w-]{8,}/g) ?? [];
}

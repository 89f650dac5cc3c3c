import type { Entry } from "./log-book.ts";

/** A line that a service has written about one request that it served. */
export type Line = { service: string; line: string };

/** A request that a service serves: the service, and how it logs it. */
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
 * What is in exactly one line of each service, and so may join them: words
 * long enough to be somebody's name for one request, wherever they stand.
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

/** Times are no names: two lines of one millisecond may be of two requests. */
function wordsOf({ line }: Line): string[] {
  const { time: _, ...rest } = JSON.parse(line);
  return JSON.stringify(rest).match(/[\w-]{8,}/g) ?? [];
}

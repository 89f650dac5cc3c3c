import { setTimeout as pause } from "node:timers/promises";
import type { Scene } from "./lesson.ts";
import type { Visit, Visitors, What } from "./visitors.ts";
import { describeVisits, inMs, median, msOf } from "./waits.ts";

/**
 * What visitors met in a time: the visits that began in it, and the median
 * duration of all visits, those included that had begun before.
 */
export type Window = Record<What, { visits: Visit[]; ms: number }>;

const titles: Record<What, string> = {
  stock: "read a stock",
  add: "add a book",
  books: "list books",
};

/** Observes the visitors for some time. */
export async function watch(
  { story }: Scene,
  { visits }: Visitors,
  windowMs: number,
): Promise<Window> {
  const from = performance.now();
  await pause(windowMs);
  const now = performance.now();
  const seen = visits
    .filter(({ until = from }) => until >= from)
    // A visit that still waits is judged as it is now.
    .map((visit) => ({ until: now, ...visit }));
  const lines: string[] = [];

  function partOf(one: What) {
    const own = seen.filter(({ what }) => what === one);
    const ms = median(own.map(msOf));
    lines.push(`  ${titles[one]}: ${inMs(ms)} (${describeVisits(own)})`);
    return { visits: own.filter(({ since }) => since >= from), ms };
  }
  const window = {
    stock: partOf("stock"),
    add: partOf("add"),
    books: partOf("books"),
  };
  story.sees(
    [`In ${windowMs / 1000} s, median and statuses:`, ...lines].join("\n"),
  );
  return window;
}

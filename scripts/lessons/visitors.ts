import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** A call of the shop's page, queued time included; status 0 is no reply. */
export type Visit = {
  what: What;
  since: number;
  /** Undefined while it waits, for a connection or for an answer. */
  until?: number;
  status?: number;
};
type What = "stock" | "books";

export type Visitors = ReturnType<typeof sendVisitors>;

/** From demo06 on, the page calls the gateway. */
const origin = "http://localhost:8100";
/** So many connections a browser opens to one host, and no more. */
export const connections = 6;
/** Enough of them to hold all connections, and wait for one besides. */
export const callers: Record<What, number> = { stock: 12, books: 2 };
const paceMs = 100;
const longestMs = 20_000;

/**
 * Pages that look for the stock of an item, and lists of books, without a
 * break, through the connections of one browser, until they are told to leave.
 */
export function sendVisitors(paths: Record<What, string>) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const visits: Visit[] = [];
  let isOn = true;

  async function keepVisiting(what: What) {
    while (isOn) {
      const visit: Visit = { what, since: performance.now() };
      visits.push(visit);
      visit.status = await call(paths[what], agent);
      visit.until = performance.now();
      await pause(paceMs);
    }
  }

  const all = Object.entries(callers).flatMap(([what, count]) =>
    Array.from({ length: count }, () => keepVisiting(what as What)),
  );
  return {
    visits,
    async leave() {
      isOn = false;
      await Promise.all(all);
      agent.destroy();
    },
  };
}

/** How long a visit took, or takes already. */
export function msOf({ since, until = performance.now() }: Visit): number {
  return until - since;
}

/** One call on a connection of its own. */
export async function callApart(path: string): Promise<number> {
  const since = performance.now();
  await call(path, false);
  return performance.now() - since;
}

/** The status of an answer, or 0. */
function call(path: string, agent: Agent | false) {
  return new Promise<number>((resolve) => {
    const call = get(origin + path, { agent, timeout: longestMs }, (answer) => {
      answer
        .resume()
        .on("error", () => resolve(0))
        .on("end", () => resolve(answer.statusCode ?? 0));
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(0));
  });
}

/** What half of them did not exceed. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

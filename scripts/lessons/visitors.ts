import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** A call of the shop's page, time in the queue included. */
export type Visit = {
  what: What;
  since: number;
  /** Undefined while the call waits for a connection or for the reply. */
  until?: number;
  /** 0 without a reply. */
  status?: number;
};
export type What = "stock" | "add" | "books";

export type Page = { method: "GET" | "POST"; path: string; body?: object };
export type Visitors = ReturnType<typeof sendVisitors>;

/** The page calls the gateway. */
const origin = "http://localhost:8100";
/** A browser opens this many connections to one host. */
export const connections = 6;
/** More than there are connections, so that some always wait for one. */
export const counts: Record<What, number> = { stock: 8, add: 6, books: 2 };
const paceMs = 200;
const longestMs = 20_000;

/**
 * Calls these pages without a break, over the connections of one browser,
 * until `leave` is called.
 */
export function sendVisitors(pages: Record<What, Page>, token: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const visits: Visit[] = [];
  let isOn = true;

  async function keepVisiting(what: What) {
    while (isOn) {
      const visit: Visit = { what, since: performance.now() };
      visits.push(visit);
      visit.status = await call(pages[what], agent, token);
      visit.until = performance.now();
      await pause(paceMs);
    }
  }

  const all = Object.entries(counts).flatMap(([what, count]) =>
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

/** Calls a page on a connection of its own. */
export async function visitApart(what: What, page: Page): Promise<Visit> {
  const since = performance.now();
  const status = await call(page, false, "");
  return { what, since, status, until: performance.now() };
}

/** The status of the reply, or 0. */
function call(page: Page, agent: Agent | false, token: string) {
  const { method, path, body } = page;
  const headers = {
    ...(body && { "content-type": "application/json" }),
    ...(body && { authorization: `Bearer ${token}` }),
  };
  return new Promise<number>((resolve) => {
    const options = { method, headers, agent, timeout: longestMs };
    const sent = request(origin + path, options, (reply) => {
      reply
        .resume()
        .on("error", () => resolve(0))
        .on("end", () => resolve(reply.statusCode ?? 0));
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(0));
    sent.end(body && JSON.stringify(body));
  });
}

import { setTimeout as pause } from "node:timers/promises";
import { until } from "../testing/until.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { connect, type Store, summarize } from "./store.ts";
import {
  callApart,
  callers,
  connections,
  median,
  msOf,
  sendVisitors,
  type Visit,
  type Visitors,
} from "./visitors.ts";

/** How long visitors waited: medians. */
export type Waits = { stockMs: number; booksMs: number };

export type Hung = {
  well: Waits;
  hung: Waits;
  /** A list of books in the meantime, on a connection of its own. */
  apartMs: number;
  /** Calls for stock while it hung, and how many of them reached it. */
  made: number;
  reached: number;
  /** From when it goes on until there is an answer; undefined if there is none. */
  backMs: number | undefined;
};

const books = "/books?limit=5";
const hanging = "inventory-api";
const id = `${hanging}/1`;
const served = /^GET \/stock/;
const observeMs = 2_000;
// Before its lease has run out, and callers have forgotten it.
const settleMs = 4_500;
const backWithinMs = 8_000;
const quickMs = 50;
const longMs = 1_000;

/** A service neither answers nor dies. Who else has to wait? */
export const hangingService: Lesson<Hung> = {
  stage: "demo07",
  title: `${hanging} hangs`,

  async stimulus(scene) {
    const { stage, story, log } = scene;
    const stock = `/stock/${await findNumber(await connect(stage))}`;
    const servedBefore = log.count(id, served);
    story.does(
      `Send ${callers.stock} visitors to look for a stock, and ${callers.books} for books, as one browser does: through web, over ${connections} connections.`,
    );
    const visitors = sendVisitors({ stock, books });
    try {
      const well = await watch(scene, visitors);
      story.does(`Pause ${id} (kill -STOP): it hangs.`);
      const first = visitors.visits.length;
      await stage.pause(id);
      await settle(scene, visitors);
      const hung = await watch(scene, visitors);
      const apartMs = await callApart(books);
      story.sees(`Books on another connection: ${inMs(apartMs)}.`);
      const during = visitors.visits.slice(first);
      const made = during.filter(({ what }) => what === "stock").length;
      const backMs = await resume(scene, visitors);
      await visitors.leave();
      const reached = await countReached(scene, visitors, servedBefore);
      return { well, hung, apartMs, made, reached, backMs };
    } finally {
      await visitors.leave();
    }
  },

  symptom: {
    expectation:
      "every caller waits for its whole timeout; and pages that do not need the stock become slow, since the others hold the connections.",
    async judge(_, { well, hung, apartMs }) {
      if (!(hung.stockMs >= longMs)) {
        return doesNotHold(`The stock takes ${inMs(hung.stockMs)}.`);
      }
      if (!(hung.booksMs >= longMs && hung.booksMs >= 10 * well.booksMs)) {
        return doesNotHold(`Books take ${inMs(hung.booksMs)}.`);
      }
      if (apartMs >= hung.booksMs / 2) {
        return doesNotHold(`Books are slow themselves: ${inMs(apartMs)}.`);
      }
      return holds(
        `The stock takes ${inMs(hung.stockMs)}; and a list of books ${inMs(hung.booksMs)} instead of ${inMs(well.booksMs)}.`,
      );
    },
  },

  cure: {
    expectation: `answers come within ${quickMs} ms, pages without the stock are as quick as before, hardly a call reaches ${hanging}; and it is back within ${backWithinMs / 1000} s.`,
    async judge(_, { well, hung, made, reached, backMs }) {
      if (!(hung.stockMs <= Math.max(quickMs, 5 * well.stockMs))) {
        return doesNotHold(`The stock takes ${inMs(hung.stockMs)}.`);
      }
      if (!(hung.booksMs <= Math.max(quickMs, 2 * well.booksMs))) {
        return doesNotHold(`Books take ${inMs(hung.booksMs)}.`);
      }
      if (reached > made / 10) {
        return doesNotHold(`${reached} of ${made} calls reached ${hanging}.`);
      }
      if (backMs === undefined) return doesNotHold("It did not come back.");
      return holds(
        `The answer comes after ${inMs(hung.stockMs)}, ${reached} of ${made} calls reached ${hanging}, and it was back after ${inMs(backMs)}.`,
      );
    },
  },

  broken: {
    about: "a circuit that never opens",
    edits: [
      {
        file: "commons/circuit.ts",
        find: "isProbing() || isFault(error)",
        replace: "isProbing()",
      },
    ],
  },
};

async function findNumber(store: Store): Promise<string> {
  const added = await store.addBook();
  assume(added.ok, added.ok ? "" : summarize([added]));
  return added.body.number;
}

/** Watches for some time how long the visitors wait. */
async function watch({ story }: Scene, { visits }: Visitors): Promise<Waits> {
  const from = performance.now();
  await pause(observeMs);
  const seen = visits.filter(({ until = from }) => until >= from);
  const stock = seen.filter(({ what }) => what === "stock");
  const books = seen.filter(({ what }) => what === "books");
  const stockMs = median(stock.map(msOf));
  const booksMs = median(books.map(msOf));
  story.sees(
    `In ${observeMs / 1000} s, half of them have waited longer than\n  ${inMs(stockMs)} for a stock (${describe(stock)})\n  ${inMs(booksMs)} for books (${describe(books)})`,
  );
  return { stockMs, booksMs };
}

/** Waits until the stock is refused quickly, or for as long as is fair. */
async function settle({ story }: Scene, { visits }: Visitors) {
  const since = performance.now();
  const first = visits.length;
  const areQuick = () => {
    const stock = visits.slice(first).filter(({ what }) => what === "stock");
    const ended = stock.filter(({ until }) => until !== undefined);
    return ended.length >= 10 && median(ended.slice(-10).map(msOf)) <= quickMs;
  };
  const limits = { withinMs: settleMs };
  const isQuick = await until("quick answers", areQuick, limits).catch(
    () => false,
  );
  const waitedMs = inMs(performance.now() - since);
  story.sees(
    isQuick
      ? `After ${waitedMs}, answers are quick again.`
      : `After ${waitedMs}, callers still wait.`,
  );
}

async function resume({ stage, story }: Scene, { visits }: Visitors) {
  story.does(`Let ${id} go on (kill -CONT).`);
  const first = visits.length;
  const since = performance.now();
  await stage.resume(id);
  const isBack = () =>
    visits
      .slice(first)
      .some(({ what, status }) => what === "stock" && status === 200);
  const backMs = await until("the stock", isBack, { withinMs: backWithinMs })
    .then(() => performance.now() - since)
    .catch(() => undefined);
  story.sees(
    backMs ? `The stock is there after ${inMs(backMs)}.` : "No stock.",
  );
  return backMs;
}

/** Of the calls that got no answer, how many it finds when it goes on. */
async function countReached(
  { story, log }: Scene,
  { visits }: Visitors,
  before: number,
) {
  const answered = visits.filter(
    ({ what, status }) => what === "stock" && status === 200,
  ).length;
  let reached = Number.NaN;
  await until(
    "all calls are in the log",
    async () => {
      const count = log.count(id, served) - before - answered;
      const isStable = count === reached && count >= 0;
      reached = count;
      return isStable;
    },
    { everyMs: 250 },
  );
  story.sees(`${reached} calls had reached it while it hung.`);
  return reached;
}

/** "24 × 503, 6 wait". */
function describe(visits: Visit[]): string {
  const counts = new Map<string, number>();
  for (const { status } of visits) {
    const what = status === undefined ? "wait" : `× ${status || "no answer"}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} ${what}`).join(", ");
}

function inMs(ms: number): string {
  if (Number.isNaN(ms)) return "for ever";
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

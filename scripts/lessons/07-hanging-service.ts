import {
  backWithinMs,
  countReached,
  fastMs,
  findPages,
  hanging,
  id,
  needsStock,
  resume,
  served,
  settle,
  whileWell,
} from "./hang-phases.ts";
import { assume, doesNotHold, holds, type Lesson } from "./lesson.ts";
import {
  connections,
  counts,
  sendVisitors,
  type Visit,
  visitApart,
  type What,
} from "./visitors.ts";
import { inMs, msOf, shareOf } from "./waits.ts";
import { type Window, watch } from "./watch.ts";

export type Hung = {
  before: Window;
  hung: Window;
  /** A list of books during the hang, on a connection of its own. */
  apart: Visit;
  /** Calls that need the service while it hung, and how many reached it. */
  made: number;
  reached: number;
  /** The time from the resumption until all pages work; undefined if never. */
  backMs: number | undefined;
};

const windowMs = { before: 3_000, hung: 6_500 };
const enough = 0.95;

/** A service hangs: its callers hang, too, and then unrelated pages wait. */
export const hangingService: Lesson<Hung> = {
  stage: "demo07",
  title: `${hanging} hangs`,

  async stimulus(scene) {
    const { stage, story, log } = scene;
    story.does(
      `Restart ${id} with a long lease: the registry must not notice.`,
    );
    await stage.restart(id, { EUREKA_LEASE_SECONDS: "60" });
    const { pages, token } = await findPages(scene);
    const servedBefore = log.count(id, served);
    story.does(
      `Call pages through the gateway, as one browser does, over ${connections} connections: ${counts.stock} visitors read a stock, ${counts.add} add a book, ${counts.books} list books.`,
    );
    const visitors = sendVisitors(pages, token);
    const { visits } = visitors;
    try {
      const before = await watch(scene, visitors, windowMs.before);
      assumeWorking(before);
      story.does(`Pause ${id} (kill -STOP): it hangs.`);
      const first = visits.length;
      await stage.pause(id);
      await settle(scene, visitors);
      const hung = await watch(scene, visitors, windowMs.hung);
      const apart = await visitApart("books", pages.books);
      story.sees(
        `Books on another connection: ${apart.status} after ${inMs(msOf(apart))}.`,
      );
      const made = visits.slice(first).filter(needsStock).length;
      const backMs = await resume(scene, visitors);
      await visitors.leave();
      const reached = await countReached(scene, visits, servedBefore);
      return { before, hung, apart, made, reached, backMs };
    } finally {
      await visitors.leave();
    }
  },

  symptom: {
    expectation:
      "every caller waits for its whole timeout; a list of books, which needs no stock, waits as well, since the hanging calls occupy the connections.",
    async judge(_, { before, hung, apart }) {
      if (!(hung.stock.ms >= fastMs)) {
        return doesNotHold(`A stock takes ${inMs(hung.stock.ms)}.`);
      }
      if (!(hung.books.ms >= Math.max(fastMs, 3 * before.books.ms))) {
        return doesNotHold(`Books take ${inMs(hung.books.ms)}.`);
      }
      if (apart.status !== 200 || msOf(apart) >= hung.books.ms / 2) {
        return doesNotHold(
          `Books are slow on any connection: ${apart.status} after ${inMs(msOf(apart))}.`,
        );
      }
      return holds(
        `A stock takes ${inMs(hung.stock.ms)}, and a list of books ${inMs(hung.books.ms)} instead of ${inMs(before.books.ms)}.`,
      );
    },
  },

  cure: {
    expectation: `while it hangs, at least 95 % of the lists of books are a fast 200, and of the calls that need it a fast 503; hardly a call reaches it; all pages work within ${backWithinMs / 1000} s after its resumption.`,
    async judge(_, { before, hung, made, reached, backMs }) {
      for (const [what, due] of Object.entries(whileHanging)) {
        const { visits } = hung[what as What];
        const share = shareOf(visits, due, fastMsOf(before));
        if (share < enough) {
          return doesNotHold(`${what}: ${inPercent(share)} are a fast ${due}.`);
        }
      }
      if (!(reached <= made / 5)) {
        return doesNotHold(`${reached} of ${made} calls reached ${hanging}.`);
      }
      if (backMs === undefined) {
        return doesNotHold("Not all pages work after its resumption.");
      }
      const books = shareOf(hung.books.visits, 200, fastMsOf(before));
      return holds(
        `${inPercent(books)} of the lists of books are a fast 200, ${reached} of ${made} calls reached ${hanging}, and all pages work ${inMs(backMs)} after its resumption.`,
      );
    },
  },

  broken: [
    {
      about: "a circuit that never opens",
      edits: [
        {
          file: "commons/protection.ts",
          find: "new ConsecutiveBreaker(5)",
          replace: "new ConsecutiveBreaker(Number.POSITIVE_INFINITY)",
        },
      ],
    },
    {
      about: "one circuit for all services",
      edits: [
        {
          file: "commons/calls/guard.ts",
          find: "protectionOf(call);",
          replace:
            'protectionOf({ ...call, service: "all", instance: "all", instances: ["all"] });',
        },
      ],
    },
    {
      about: "a circuit for which a timely 503 is a failure",
      edits: [
        {
          file: "commons/protection.ts",
          find: ' && !headers["retry-after"]',
          replace: "",
        },
      ],
    },
  ],
};

const whileHanging: Record<What, number> = { books: 200, stock: 503, add: 503 };

/** A busy machine is slow itself, but less than a timeout. */
function fastMsOf(before: Window) {
  return Math.min(Math.max(fastMs, 5 * before.books.ms), 2.5 * fastMs);
}

function assumeWorking(before: Window) {
  for (const [what, due] of Object.entries(whileWell)) {
    const share = shareOf(before[what as What].visits, due, Infinity);
    assume(
      share >= enough,
      `Before, ${inPercent(share)} of ${what} were ${due}.`,
    );
  }
}

function inPercent(share: number) {
  return `${Math.floor(share * 100)} %`;
}

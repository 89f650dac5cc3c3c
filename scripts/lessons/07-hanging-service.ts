import { until } from "../testing/until.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { connect, staff, summarize } from "./store.ts";
import {
  connections,
  counts,
  type Page,
  sendVisitors,
  type Visit,
  type Visitors,
  visitApart,
  type What,
} from "./visitors.ts";
import { inMs, median, msOf, shareOf } from "./waits.ts";
import { type Window, watch } from "./watch.ts";

export type Hung = {
  before: Window;
  hung: Window;
  /** A list of books meanwhile, on a connection of its own. */
  apart: Visit;
  /** Calls that need the service while it hung, and how many reached it. */
  made: number;
  reached: number;
  /** From when it goes on until all pages work; undefined if they do not. */
  backMs: number | undefined;
};

const hanging = "inventory-api";
const id = `${hanging}/1`;
const served = /^(GET|PUT) \/stock\//;
const windowMs = { before: 3_000, hung: 6_500 };
const settleMs = 8_000;
const backWithinMs = 8_000;
const fastMs = 1_000;
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
    expectation: `while it hangs, at least 95 % of the lists of books are a fast 200, and of the calls that need it a fast 503; hardly a call reaches it; all pages work within ${backWithinMs / 1000} s after it goes on.`,
    async judge(_, { before, hung, made, reached, backMs }) {
      for (const [what, due] of Object.entries(whileHanging)) {
        const { visits } = hung[what as What];
        const share = shareOf(visits, due, fastMsOf(before));
        if (share < enough) {
          return doesNotHold(`${what}: ${inPercent(share)} are a fast ${due}.`);
        }
      }
      if (!(reached <= made / 10)) {
        return doesNotHold(`${reached} of ${made} calls reached ${hanging}.`);
      }
      if (backMs === undefined) {
        return doesNotHold(`Not all pages work after it went on.`);
      }
      const books = shareOf(hung.books.visits, 200, fastMsOf(before));
      return holds(
        `${inPercent(books)} of the lists of books are a fast 200, ${reached} of ${made} calls reached ${hanging}, and all pages work ${inMs(backMs)} after it went on.`,
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
const whileWell: Record<What, number> = { stock: 200, add: 201, books: 200 };

const needsStock = ({ what }: Visit) => what !== "books";
const isSuccess = ({ what, status }: Visit) => status === whileWell[what];

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

/** Pages that work, and a token of the staff. */
async function findPages({ stage }: Scene) {
  const store = await connect(stage);
  const added = await until("a book is added", async () => {
    const answer = await store.addBook();
    assume(answer.ok, answer.ok ? "" : summarize([answer]));
    return answer.body;
  });
  assume(store.guest.login, "There is no gateway to log in at.");
  const { token } = await store.guest.login(staff.name, staff.password);
  const { number, ...body } = added;
  const pages: Record<What, Page> = {
    stock: { method: "GET", path: `/stock/${number}` },
    add: { method: "POST", path: "/books", body },
    books: { method: "GET", path: "/books?limit=5" },
  };
  return { pages, token };
}

/** Waits until refusals are fast; where they stay slow, until it is certain. */
async function settle({ story }: Scene, { visits }: Visitors) {
  const since = performance.now();
  const first = visits.length;
  const areFast = () =>
    (["stock", "add"] as const).every((one) => {
      const ended = visits
        .slice(first)
        .filter(({ what, until }) => what === one && until !== undefined);
      const last = ended.slice(-10).map(msOf);
      return last.length === 10 && median(last) <= fastMs;
    });
  const limits = { withinMs: settleMs };
  const isFast = await until("fast replies", areFast, limits).catch(
    () => false,
  );
  const waited = inMs(performance.now() - since);
  story.sees(
    isFast
      ? `After ${waited}, replies are fast again.`
      : `After ${waited}, callers still wait.`,
  );
}

async function resume({ stage, story }: Scene, { visits }: Visitors) {
  story.does(`Let ${id} go on (kill -CONT).`);
  const first = visits.length;
  const since = performance.now();
  await stage.resume(id);
  const areBack = () =>
    Object.keys(counts).every((one) => {
      const ended = visits
        .slice(first)
        .filter(({ what, until }) => what === one && until !== undefined);
      return ended.length >= 5 && ended.slice(-5).every(isSuccess);
    });
  const limits = { withinMs: backWithinMs };
  const backMs = await until("all pages work", areBack, limits)
    .then(() => performance.now() - since)
    .catch(() => undefined);
  story.sees(
    backMs ? `All pages work after ${inMs(backMs)}.` : "Pages still fail.",
  );
  return backMs;
}

/** Of the calls that got no reply, how many it finds when it goes on. */
async function countReached(
  { story, log }: Scene,
  visits: Visit[],
  servedBefore: number,
) {
  const replied = visits.filter(needsStock).filter(isSuccess).length;
  let reached = Number.NaN;
  const isStable = () => {
    const count = log.count(id, served) - servedBefore - replied;
    const isSame = count === reached && count >= 0;
    reached = count;
    return isSame;
  };
  await until("all calls are in the log", isStable, { everyMs: 250 });
  story.sees(`${reached} calls had reached it while it hung.`);
  return reached;
}

function inPercent(share: number) {
  return `${Math.floor(share * 100)} %`;
}

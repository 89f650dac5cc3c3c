import { until } from "../testing/until.ts";
import { assume, type Scene } from "./lesson.ts";
import { connect, staff, summarize } from "./store.ts";
import {
  counts,
  type Page,
  type Visit,
  type Visitors,
  type What,
} from "./visitors.ts";
import { inMs, median, msOf } from "./waits.ts";

/** The service that hangs, and its one instance. */
export const hanging = "inventory-api";
export const id = `${hanging}/1`;
/** The log lines of the calls that visitors cause. */
export const served = /^(GET|PUT) \/stock\//;
/** Long enough to wait for all timeouts, shorter than the lease. */
const settleMs = 8_000;
export const backWithinMs = 8_000;
export const fastMs = 1_000;

/** The statuses while all services respond. */
export const whileWell: Record<What, number> = {
  stock: 200,
  add: 201,
  books: 200,
};

export const needsStock = ({ what }: Visit) => what !== "books";
const isSuccess = ({ what, status }: Visit) => status === whileWell[what];

/** Pages that work, and a token of the staff. */
export async function findPages({ stage }: Scene) {
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

/** Waits until refusals are fast, or for `settleMs` if they stay slow. */
export async function settle({ story }: Scene, { visits }: Visitors) {
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

/** Resumes the service, and waits until all pages work again. */
export async function resume({ stage, story }: Scene, { visits }: Visitors) {
  story.does(`Resume ${id} (kill -CONT).`);
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

/** How many calls without a success the log of the service contains. */
export async function countReached(
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

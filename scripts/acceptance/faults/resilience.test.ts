// @from-07 @long

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { describe } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithPause, listen, runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { throughShop } from "../store.ts";
import {
  expectWholeShop,
  runCheckouts,
  untilStockAddsUp,
} from "./checkout-run.ts";
import { buyNewBook } from "./shop.ts";
import { keepCalling, peak, quantileMs, type Timing } from "./timings.ts";

const hanging = "inventory-api/1";
const stockLanes = 20;
const bookLanes = 8;
/** How long each phase is observed. */
const observeWellMs = 2_000;
const observeHungMs = 6_000;
const observeAfterMs = 1_000;
/** Only a call that waits for the timeout of 3 s takes longer. */
const longMs = 2_500;
const quickMs = 50;
/** The replies while it hangs, if each call waits for the timeout. */
const mostIfAllWait = (stockLanes * observeHungMs) / 3_000;
/** Calls in flight when it stopped, and one probe every 3 s. */
const mostOnTheWay = stockLanes + observeHungMs / 3_000 + 1;
/** A page is slow if it takes longer. */
const pageMs = 1_000;

describe("the store while inventory-api hangs", () => {
  itWithPause("works without it, and with it again", async () => {
    const { number } = await sell(book, { stock: 1 });

    const { stock, books, served, backAt, backMs } =
      await hangUnderLoad(number);

    const refused = stock.hung.filter(({ ok }) => !ok);
    const quick = refused.filter(({ ms }) => ms <= longMs);
    const slow = refused.length - quick.length;
    const figures = {
      "books, p50": quantileMs(0.5, books.well),
      "books, p99": quantileMs(0.99, books.well),
      "books, p99, while it hangs": quantileMs(0.99, books.hung),
      "stock, p50": quantileMs(0.5, stock.well),
      "refusal, p50": quantileMs(0.5, quick),
      refused: refused.length,
      slow,
      reached: served.length - stock.all.filter(({ ok }) => ok).length,
      "back after": backMs,
      "in 100 ms before": peak(before(served, backAt - observeHungMs), 100),
      "in 100 ms after": peak(from(served, backAt), 100),
    };
    tell(figures);

    // An unrelated page responds, long before any timeout.
    expect(books.hung.every(({ ok }) => ok)).to.equal(true);
    expect(figures["books, p99, while it hangs"]).to.be.below(
      Math.max(3 * figures["books, p99"], pageMs),
    );
    expect(quick.length).to.be.above(mostIfAllWait);
    // If even an available stock takes longer, the machine is busy.
    expect(figures["refusal, p50"]).to.be.below(
      Math.max(quickMs, figures["stock, p50"]),
    );
    expect(slow).to.be.at.most(mostOnTheWay);
    expect(figures.reached).to.be.at.most(mostOnTheWay);
    expect(backMs).to.be.below(8_000);
    expect(figures["in 100 ms after"]).to.be.at.most(
      2 * Math.max(figures["in 100 ms before"], stockLanes),
    );
  });

  itWithPause("oversells nothing, and loses no order", async () => {
    const run = await runCheckouts({
      buyers: 40,
      breakAfter: 10,
      breaking: () => runningStage().pause(hanging),
    });

    await runningStage().resume(hanging);

    await until("a book can be bought", buyNewBook, { withinMs: 15_000 });
    await untilStockAddsUp(run);
    await expectWholeShop(run);
  });
});

/** Many calls read a stock, some read books: before, during, after a hang. */
async function hangUnderLoad(number: string) {
  const served = hearServed();
  const stock = keepCalling(stockLanes, () => throughShop.stock.get(number));
  const books = keepCalling(bookLanes, () =>
    throughShop.books.search({ limit: 5 }),
  );
  await pause(observeWellMs);
  const pausedAt = performance.now();
  await runningStage().pause(hanging);
  await pause(observeHungMs);
  const resumedAt = performance.now();
  await runningStage().resume(hanging);
  const backMs = await untilBack(stock.timings, resumedAt);
  const backAt = Date.now();
  await pause(observeAfterMs);
  await Promise.all([stock.end(), books.end()]);

  const phases = (all: Timing[]) => ({
    all,
    well: all.filter(({ since }) => since < pausedAt),
    hung: all.filter(({ since }) => since >= pausedAt && since < resumedAt),
  });
  const answered = stock.timings.filter(({ ok }) => ok).length;
  await until("every call is in the log", () => served.length >= answered);
  return {
    stock: phases(stock.timings),
    books: phases(books.timings),
    served,
    backAt,
    backMs,
  };
}

const before = (times: number[], end: number) =>
  times.filter((time) => time < end);
const from = (times: number[], start: number) =>
  times.filter((time) => time >= start);

/** The time when inventory-api answered or its client disconnected. */
function hearServed(): number[] {
  const times: number[] = [];
  listen((id, line) => {
    if (id !== hanging || !line.includes('"GET /stock/')) return;
    times.push(JSON.parse(line).time);
  });
  return times;
}

async function untilBack(timings: Timing[], resumedAt: number) {
  const isBack = () =>
    timings.some(({ since, ok }) => ok && since >= resumedAt);
  await until("the stock is back", isBack, { withinMs: 15_000 });
  return performance.now() - resumedAt;
}

function tell(figures: Record<string, number>) {
  const texts = Object.entries(figures).map(
    ([name, value]) => `${name} ${Math.round(value * 10) / 10}`,
  );
  console.log(`    ${texts.join(", ")}`);
}

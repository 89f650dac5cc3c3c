import { setTimeout as pause } from "node:timers/promises";
import { until } from "../testing/until.ts";
import type { Answer, Refusal, Store } from "./store.ts";

export type Call = { what: "add" | "read"; answer: Answer<unknown> };
/** Calls that ended before the event, and all that ended after it. */
export type Load = { before: Call[]; after: Call[]; afterMs: number };

export const callers = 4;
const callsBefore = 20;
const paceMs = 20;
/** With this many refusals, the result is certain. */
const enoughRefusals = 100;

/**
 * Several callers add and read books, without a break, from before the event
 * until `limitMs` after it, or until the result is certain.
 */
export async function underLoad(
  store: Store,
  event: () => Promise<void>,
  limitMs: number,
): Promise<Load> {
  const calls: Call[] = [];
  let before = 0;
  let afterMs = 0;
  let isOn = true;

  async function work() {
    while (isOn) {
      const added = await store.addBook();
      calls.push({ what: "add", answer: added });
      if (added.ok) {
        const answer = await store.readBook(added.body.number);
        calls.push({ what: "read", answer });
      } else {
        await pause(paceMs);
      }
    }
  }

  async function direct() {
    await until("the first calls are answered", () => {
      return calls.length >= callsBefore;
    });
    before = calls.length;
    await event();
    const since = performance.now();
    const isOver = () => {
      afterMs = performance.now() - since;
      return afterMs >= limitMs || refusalsIn(calls).length >= enoughRefusals;
    };
    await until("the calls continue", isOver, { withinMs: limitMs * 2 });
  }

  await Promise.all([
    direct().finally(() => {
      isOn = false;
    }),
    ...Array.from({ length: callers }, work),
  ]);
  return {
    before: calls.slice(0, before),
    after: calls.slice(before),
    afterMs,
  };
}

export function refusalsIn(calls: Call[]): Refusal[] {
  return calls.flatMap(({ answer }) => (answer.ok ? [] : [answer]));
}

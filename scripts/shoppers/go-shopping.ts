import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Answer, connect } from "../lessons/store.ts";
import { StageError } from "../stage/errors.ts";
import { letArrive } from "./arrivals.ts";
import { createDeck } from "./deck.ts";
import type { Sum } from "./report.ts";
import { createShopper, findItems } from "./shopper.ts";
import type { Tally } from "./tally.ts";

type Trip = {
  directory: string;
  rate: number;
  seconds: number;
  tally: Tally;
  signal: AbortSignal;
};

/** Sends requests to the running stage and counts the results. */
export async function goShopping(trip: Trip): Promise<Sum> {
  const { directory, tally } = trip;
  const store = await connect({ directory }).catch((cause: Error) => {
    const message = `Logging in to ${basename(directory)} fails: ${cause.message}. Is it the running stage?`;
    throw new StageError(message, { cause });
  });
  const items = await findItems(store);
  if (items.length === 0) {
    throw new StageError(`${basename(directory)} has nothing to sell.`);
  }
  const customers = await store.logInCustomers();
  const visit = createShopper({ store, items, customers });
  const deal = createDeck();

  async function send(dueAt: number) {
    const { kind, answer, dueStatus } = await visit(deal());
    const ms = performance.now() - dueAt;
    tally.add({ kind, ms, ...judge(answer, dueStatus) });
  }

  const startedAt = performance.now();
  const { notSent } = await letArrive(send, trip, { now, sleep });
  return { seconds: (performance.now() - startedAt) / 1000, notSent };
}

/** A refusal is expected if it has the status that the request provokes. */
export function judge(answer: Answer<unknown>, dueStatus: number | undefined) {
  if (answer.ok) {
    return { status: 200, isDue: !dueStatus, detail: "accepted" };
  }
  const { status, detail } = answer;
  return { status, isDue: status === dueStatus, detail };
}

const now = () => performance.now();

const sleep = (ms: number, signal: AbortSignal) =>
  delay(ms, undefined, { signal }).catch(() => {});

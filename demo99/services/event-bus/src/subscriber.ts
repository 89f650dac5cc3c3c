import * as z from "zod";
import type { StoredEvent } from "#commons/events/event.ts";
import type { Handled } from "#commons/events/handle-in-order.ts";
import { clientKey } from "#commons/validate.ts";

/** Times are in milliseconds. */
export type Subscriber = {
  name: string;
  /** All events up to this position are handled or set aside. */
  position: number;
  /** Deliveries in a row that have failed, and why. */
  failures: number;
  error?: string | undefined;
  /** No delivery before this time. */
  retryAt: number;
  /** How often the next event was refused. */
  refusals: number;
  /** Whether the last failure was one of these refusals. */
  isRefusing?: boolean | undefined;
  /** Delivers the log again, up to `until`. */
  replay?: { from: number; until: number } | undefined;
  /** A replay begins a new round: results of an earlier one do not count. */
  round: number;
};

/** What changes after a delivery. */
type Outcome = { next: Subscriber; setAside?: StoredEvent };

const mostRefusals = 5;
const firstWaitMs = 200;
const longestWaitMs = 5_000;

export function newSubscriber(name: string): Subscriber {
  return {
    name,
    position: 0,
    failures: 0,
    retryAt: 0,
    refusals: 0,
    round: 0,
  };
}

/** After a delivery without a result: no event was refused. */
export function afterFailure(
  subscriber: Subscriber,
  error: string,
  now: number,
): Subscriber {
  const waitMs = Math.min(
    firstWaitMs * 2 ** subscriber.failures,
    longestWaitMs,
  );
  const failures = subscriber.failures + 1;
  const isRefusing = false;
  return { ...subscriber, failures, error, isRefusing, retryAt: now + waitMs };
}

/** The next delivery need not wait. */
export function afterSuccess(subscriber: Subscriber): Subscriber {
  const nothing = { error: undefined, isRefusing: undefined };
  return { ...subscriber, ...nothing, failures: 0, retryAt: 0 };
}

/** After a reply to the delivery of these events. */
export function afterReply(
  before: Subscriber,
  events: StoredEvent[],
  { handled, error }: Handled,
  now: number,
): Outcome {
  const moved =
    handled > 0 ? moveTo(before, before.position + handled) : before;
  if (error === undefined) return { next: moved };
  const refusals = moved.refusals + 1;
  const refused = events[handled] as StoredEvent;
  if (refusals < mostRefusals) {
    const isRefusing = true;
    return {
      next: { ...afterFailure(moved, error, now), refusals, isRefusing },
    };
  }
  return { next: moveTo(moved, refused.position), setAside: refused };
}

function moveTo(subscriber: Subscriber, position: number): Subscriber {
  const { name, round, replay } = subscriber;
  const isDone = replay && position >= replay.until;
  return {
    ...newSubscriber(name),
    position,
    round,
    ...(replay && !isDone && { replay }),
  };
}

/** The cursor goes back to the start of the log. */
export function replayed(subscriber: Subscriber): Subscriber {
  const { name, position, replay, round } = subscriber;
  const until = Math.max(position, replay?.until ?? 0);
  return {
    ...newSubscriber(name),
    round: round + 1,
    ...(until > 0 && { replay: { from: 0, until } }),
  };
}

/** What the API shows. */
export function progressOf(
  subscriber: Subscriber,
  last: number,
  setAside: number,
) {
  const { name, position, failures, error, retryAt, replay } = subscriber;
  const state = stateOf(subscriber, last);
  return {
    name,
    position,
    lag: Math.max(last - position, 0),
    state,
    summary: summaryOf(state, subscriber),
    attempts: failures,
    ...(failures > 0 && {
      waitingUntil: new Date(retryAt).toISOString(),
      because: error,
    }),
    setAside,
    replay: replay ? { ...replay, position } : null,
  };
}

/** A subscriber that refuses an event does respond; one that waits does not. */
function stateOf(subscriber: Subscriber, last: number) {
  const { failures, isRefusing, replay, position } = subscriber;
  if (failures > 0) return isRefusing ? "refusing" : "waiting";
  if (replay) return "replaying";
  return position < last ? "catching up" : "up to date";
}

/** The state in a few words, such as "refusing 3 of 5: title is missing". */
function summaryOf(state: string, { refusals, error }: Subscriber): string {
  if (state === "refusing") {
    return `refusing ${refusals} of ${mostRefusals}: ${error}`;
  }
  return state === "waiting" ? `waiting: ${error}` : state;
}

export type Progress = ReturnType<typeof progressOf>;

export const replayRequest = z.strictObject({ subscriber: clientKey });

export const requeueRequest = z
  .strictObject({ ids: z.array(clientKey).max(1_000).optional() })
  .default({});

export const subscriberPath = z.object({ name: clientKey });

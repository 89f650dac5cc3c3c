import { Unauthenticated } from "#commons/errors.ts";
import { TooMany } from "./rate-limit.ts";

type Failures = { count: number; lastAt: number };

const freeFailures = 5;
const longestWaitMs = 30_000;
const forgottenMs = 900_000;
const maxRemembered = 10_000;

export type LoginBrake = ReturnType<typeof createLoginBrake>;

/**
 * Slows down the guessing of a password: after five failures in a row, each
 * further failure doubles the time until the next attempt, up to 30 s.
 */
export function createLoginBrake(now: () => number = Date.now) {
  const failures = new Map<string, Failures>();
  const turns = new Map<string, Promise<unknown>>();

  /** The failures in a row; throws while the wait is not over. */
  function countOf(key: string): number {
    const { count, lastAt } = failures.get(key) ?? { count: 0, lastAt: 0 };
    if (lastAt + forgottenMs < now()) return 0;
    const leftMs = lastAt + waitMs(count) - now();
    if (leftMs <= 0) return count;
    const seconds = Math.ceil(leftMs / 1_000);
    throw new TooMany(`Too many failures: try again in ${seconds} s.`, {
      headers: { "retry-after": `${seconds}` },
    });
  }

  function remember(key: string, count: number) {
    failures.delete(key);
    failures.set(key, { count, lastAt: now() });
    const [oldest] = failures.keys();
    if (oldest && failures.size > maxRemembered) failures.delete(oldest);
  }

  async function attempt<T>(key: string, task: () => Promise<T>) {
    const count = countOf(key);
    try {
      const result = await task();
      failures.delete(key);
      return result;
    } catch (error) {
      if (error instanceof Unauthenticated) remember(key, count + 1);
      throw error;
    }
  }

  return {
    /** One attempt at a time: parallel ones would not be slowed down. */
    async slow<T>(key: string, task: () => Promise<T>): Promise<T> {
      const before = turns.get(key) ?? Promise.resolve();
      const turn = before.then(() => attempt(key, task));
      const end = turn.then(
        () => {},
        () => {},
      );
      turns.set(key, end);
      await end;
      if (turns.get(key) === end) turns.delete(key);
      return turn;
    },
  };
}

function waitMs(count: number): number {
  if (count < freeFailures) return 0;
  return Math.min(2 ** (count - freeFailures) * 1_000, longestWaitMs);
}

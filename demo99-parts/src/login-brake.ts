import { Unauthenticated } from "#commons/errors.ts";
import { TooMany } from "./gateway-errors.ts";

type Failures = { count: number; lastAt: number };

const harmless = 5;
const longestWaitMs = 30_000;
const forgottenMs = 900_000;
const remembered = 10_000;

export type LoginBrake = ReturnType<typeof createLoginBrake>;

/**
 * Slows down who guesses: after some failures in a row, each one makes the
 * next try wait twice as long as the one before.
 */
export function createLoginBrake(now: () => number = Date.now) {
  const failures = new Map<string, Failures>();
  const turns = new Map<string, Promise<unknown>>();

  function countOf(guesser: string): number {
    const { count, lastAt } = failures.get(guesser) ?? { count: 0, lastAt: 0 };
    if (lastAt + forgottenMs < now()) return 0;
    const leftMs = lastAt + waitMs(count) - now();
    if (leftMs <= 0) return count;
    const seconds = Math.ceil(leftMs / 1_000);
    const message = `Too many failures: try again in ${seconds} s.`;
    throw new TooMany(message, seconds);
  }

  function remember(guesser: string, count: number) {
    failures.delete(guesser);
    failures.set(guesser, { count, lastAt: now() });
    const [oldest] = failures.keys();
    if (oldest && failures.size > remembered) failures.delete(oldest);
  }

  async function attempt<T>(guesser: string, task: () => Promise<T>) {
    const count = countOf(guesser);
    try {
      const result = await task();
      failures.delete(guesser);
      return result;
    } catch (error) {
      if (error instanceof Unauthenticated) remember(guesser, count + 1);
      throw error;
    }
  }

  return {
    /** One at a time: nobody gains by guessing a thousand times at once. */
    async slow<T>(guesser: string, task: () => Promise<T>): Promise<T> {
      const before = turns.get(guesser) ?? Promise.resolve();
      const turn = before.then(() => attempt(guesser, task));
      const end = turn.then(
        () => {},
        () => {},
      );
      turns.set(guesser, end);
      await end;
      if (turns.get(guesser) === end) turns.delete(guesser);
      return turn;
    },
  };
}

function waitMs(count: number): number {
  if (count < harmless) return 0;
  return Math.min(2 ** (count - harmless) * 1_000, longestWaitMs);
}

export type Random = ReturnType<typeof createRandom>;

/** Random numbers that are the same for the same seed: mulberry32. */
export function createRandom(seed: number) {
  let state = seed;

  /** At least 0, below 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0, below `limit`. */
  const below = (limit: number) => Math.floor(next() * limit);

  function oneOf<T>(list: T[]): T {
    return list[below(list.length)] as T;
  }

  return {
    below,
    oneOf,
    /** Whether this happens, if it happens once in `times`. */
    isOnceIn: (times: number) => below(times) === 0,
  };
}

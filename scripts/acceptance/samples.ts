import { randomBytes } from "node:crypto";

/** A word that nothing else in the store contains. */
export function unique(): string {
  const letters = [...randomBytes(12)].map((byte) => 97 + (byte % 26));
  return `zq${String.fromCharCode(...letters)}`;
}

/** The key of a new cart or a new order. */
export function newKey(): string {
  return `test-${unique()}`;
}

/** The results of those calls that were not refused. */
export async function answersOf<T>(calls: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(calls);
  return results.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
}

/** `count` calls at once. */
export function atOnce<T>(
  count: number,
  call: (index: number) => Promise<T>,
): Promise<T>[] {
  return Array.from({ length: count }, (_, index) => call(index));
}

/** Makes all calls, a few at a time. */
export async function fewAtOnce<T, R>(
  items: T[],
  call: (item: T) => Promise<R>,
): Promise<R[]> {
  const waiting = [...items.entries()];
  const answers: R[] = [];
  async function work() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, item] = next;
      answers[index] = await call(item);
    }
  }
  await Promise.all(atOnce(10, work));
  return answers;
}

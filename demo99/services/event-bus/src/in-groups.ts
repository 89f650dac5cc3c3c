import { AsyncLocalStorage } from "node:async_hooks";

type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

const mostItems = 100;

/**
 * Runs a task for groups of items, one group after the other: items that arrive
 * while a group is in flight are the next one.
 */
export function inGroups<Item, Result>(
  runGroup: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  // A group belongs to no request, even if a request has begun it.
  const outside = AsyncLocalStorage.snapshot();
  const waiting: Waiting<Item, Result>[] = [];
  let isRunning = false;

  async function runAll() {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostItems);
      try {
        const results = await runGroup(group.map(({ item }) => item));
        for (const [i, { resolve }] of group.entries()) {
          resolve(results[i] as Result);
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isRunning = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void outside(runAll);
    });
}

import type { Page } from "../../store-client.ts";

export type PartQuery = { limit: number; after?: string };

/** As many as the store returns at once. */
const mostAtOnce = 100;

/** The first `count` items of a list, in as few calls as possible. */
export async function readFirst<T>(
  count: number,
  read: (query: PartQuery) => Promise<Page<T>>,
): Promise<Page<T>> {
  const items: T[] = [];
  let next: string | null = null;
  do {
    const limit = Math.min(count - items.length, mostAtOnce);
    const page: Page<T> = await read({ limit, ...(next && { after: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next && items.length < count);
  return { items, next };
}

import { type MadeItem, makeItems } from "./items.ts";
import type { OpeningItem } from "./opening.ts";
import { type MadePost, makePosts } from "./posts.ts";

export type Made = MadeItem | MadePost;
type Wanted = { items: number; posts: number; seed: number };

/**
 * All items, then posts about them: the same for the same seed. More items have
 * the same ones first.
 */
export function* extrapolate(
  opening: OpeningItem[],
  { items, posts, seed }: Wanted,
): Generator<Made> {
  const made: MadeItem[] = [];
  for (const item of makeItems(opening, items, seed)) {
    if (posts > 0) made.push(item);
    yield item;
  }
  yield* makePosts(made, posts, seed);
}

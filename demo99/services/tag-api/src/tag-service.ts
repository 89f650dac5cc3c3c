import { tagKeyOf } from "#commons/catalog/fold.ts";
import { pageOf } from "#commons/cursor.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import type { Replica } from "#commons/replica/replica.ts";
import type { CompletionQuery, TaggedItem, TagQuery } from "./tag.ts";
import type { Tag, TagRepository } from "./tag-repository.ts";

export type TagService = ReturnType<typeof createTagService>;

/** The tags of each user, which no other user sees. */
export function createTagService(
  tags: TagRepository,
  replica: Pick<Replica, "getItem">,
) {
  const nextTime = createIncreasingTime();

  return {
    /** Throws NotFound for an item that is not sold. */
    async get(user: string, number: string): Promise<TaggedItem> {
      await replica.getItem(number);
      return { number, tags: await tags.find(user, number) };
    },

    async replace(user: string, number: string, given: string[]) {
      await replica.getItem(number);
      const kept = withKeys(given);
      const changedAt = nextTime().getTime();
      if (kept.length === 0) await tags.delete(user, number);
      else await tags.replace(user, { number, tags: kept, changedAt });
      return { number, tags: kept.map(({ tag }) => tag) };
    },

    async list(user: string, { limit, after }: TagQuery) {
      const found = await tags.list(user, { limit: limit + 1, after });
      const { items, next } = pageOf(found, limit, (item) => ({
        changedAt: item.changedAt,
        number: item.number,
      }));
      return { items: items.map(toShown), next };
    },

    /** Own tags, and those that at least two users have. */
    async complete(user: string, { prefix, limit }: CompletionQuery) {
      return { items: await tags.complete(user, tagKeyOf(prefix), limit) };
    },
  };
}

/** Without repetitions: of two spellings of a tag, the first one counts. */
function withKeys(given: string[]) {
  const byKey = new Map<string, Tag>();
  for (const tag of given) {
    const key = tagKeyOf(tag);
    if (!byKey.has(key)) byKey.set(key, { tag, key });
  }
  return [...byKey.values()];
}

const toShown = ({ number, tags }: TaggedItem) => ({ number, tags });

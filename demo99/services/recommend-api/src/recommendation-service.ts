import { resilienceEvents } from "#commons/resilience-events.ts";
import { currentUser } from "#commons/user-context.ts";
import {
  type Found,
  kindOf,
  mostItems,
  type Recommendation,
  type RecommendationQuery,
  type TaggedItem,
} from "./recommendation.ts";
import { findAbout, findLike } from "./similar-service.ts";
import type { TagClient } from "./tag-client.ts";
import { addTags } from "./tag-service.ts";
import type { TopicService } from "./topic-service.ts";

export type RecommendationService = ReturnType<
  typeof createRecommendationService
>;

/** Version 1 knows topics. Version 2, with `tags`, also the user's tags. */
export function createRecommendationService(
  topics: TopicService,
  version: string,
  tags?: TagClient,
) {
  /** The best ones, without those that the client has named. */
  function best(found: Found, numbers: string[]): Recommendation[] {
    return [...found]
      .filter(([number]) => !numbers.includes(number))
      .toSorted((a, b) => b[1].score - a[1].score || compare(a[0], b[0]))
      .slice(0, mostItems)
      .flatMap(([number, { score, reason }]) => {
        const { source, title } = topics.getItem(number) ?? {};
        if (!source || !title) return [];
        const rounded = Math.round(Math.min(score, 1) * 1_000) / 1_000;
        return { number, kind: kindOf(source), title, score: rounded, reason };
      });
  }

  return {
    async recommend(query: RecommendationQuery) {
      const { number, numbers = number ? [number] : [], topic } = query;
      const found = topic
        ? findAbout(topic, topics)
        : findLike(numbers, topics);
      const own = tags && currentUser() ? await listTags(tags) : [];
      addTags(found, own ?? [], topics);
      const late = own ? [] : ["tag-api"];
      const items = best(found, numbers);
      return { version, items, partial: late.length > 0, late };
    },
  };
}

/** Undefined if they do not arrive in time: the topics are enough. */
async function listTags(tags: TagClient): Promise<TaggedItem[] | undefined> {
  try {
    return await tags.list();
  } catch {
    resilienceEvents.emit("fallback", { what: "no tags" });
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : 1);

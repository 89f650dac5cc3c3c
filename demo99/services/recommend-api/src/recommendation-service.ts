import { resilienceEvents } from "#commons/resilience-events.ts";
import { currentUser } from "#commons/user-context.ts";
import type {
  Recommendation,
  RecommendationQuery,
  TaggedItem,
  Wanted,
} from "./recommendation.ts";
import type { TagClient } from "./tag-client.ts";

/** Knows the topics of all items: usually in a thread, see topic-client.ts. */
export type Matcher = { find: (wanted: Wanted) => Promise<Recommendation[]> };

export type RecommendationService = ReturnType<
  typeof createRecommendationService
>;

/** Version 1 knows topics. Version 2, with `tags`, also the user's tags. */
export function createRecommendationService(
  matcher: Matcher,
  version: string,
  tags?: TagClient,
) {
  return {
    async recommend(query: RecommendationQuery) {
      const { number, numbers = number ? [number] : [], topic } = query;
      const own = tags && currentUser() ? await listTags(tags) : [];
      const items = await matcher.find({ numbers, topic, tagged: own ?? [] });
      const late = own ? [] : ["tag-api"];
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

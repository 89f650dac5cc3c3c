import type { HttpClient } from "#commons/http.ts";
import type { TaggedItem } from "./recommendation.ts";

export type TagClient = ReturnType<typeof createTagClient>;

/** Calls tag-api on behalf of the user of the current request. */
export function createTagClient(tagApi: HttpClient) {
  return {
    /** The tags of the hundred items that the user has tagged last. */
    async list(): Promise<TaggedItem[]> {
      const { items } = await tagApi<{ items: TaggedItem[] }>(
        "GET",
        "/tags?limit=100",
      );
      return items;
    },
  };
}

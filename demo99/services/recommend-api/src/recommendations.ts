import type { HttpClient } from "#commons/http.ts";
import type { Replica } from "#commons/replica/replica.ts";
import { createRecommendationApi } from "./recommendation-api.ts";
import { createRecommendationService } from "./recommendation-service.ts";
import { createTagClient } from "./tag-client.ts";
import { createTopicService } from "./topic-service.ts";

type Parts = {
  replica: Pick<Replica, "watch">;
  /** "1" or "2"; version 2 also knows tags. */
  version: string;
  tagApi: HttpClient;
};

/** Recommendations, put together from their layers. */
export function createRecommendations({ replica, version, tagApi }: Parts) {
  const topics = createTopicService();
  const tags = version === "1" ? undefined : createTagClient(tagApi);
  const service = createRecommendationService(topics, version, tags);
  return {
    routes: createRecommendationApi(service),
    /** Resolves when all items are known; the replica has to be prepared. */
    prepare: () => replica.watch(topics.apply),
  };
}

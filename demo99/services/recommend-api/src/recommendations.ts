import type { HttpClient } from "#commons/http.ts";
import { createRecommendationApi } from "./recommendation-api.ts";
import {
  createRecommendationService,
  type Matcher,
} from "./recommendation-service.ts";
import { createTagClient } from "./tag-client.ts";

type Parts = {
  topics: Matcher;
  /** "1" or "2"; version 2 also knows tags. */
  version: string;
  tagApi: HttpClient;
};

/** Recommendations, put together from their layers. */
export function createRecommendations({ topics, version, tagApi }: Parts) {
  const tags = version === "1" ? undefined : createTagClient(tagApi);
  const service = createRecommendationService(topics, version, tags);
  return createRecommendationApi(service);
}

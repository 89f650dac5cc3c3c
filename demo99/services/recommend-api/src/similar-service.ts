import { likeReason, topicReason } from "./reason.ts";
import { type Found, leastScore, leastTopicScore } from "./recommendation.ts";
import type { TopicService } from "./topic-service.ts";

/** The items that are like any of these, each with its best reason. */
export function findLike(numbers: string[], topics: TopicService): Found {
  const found: Found = new Map();
  const known = numbers.flatMap((number) => topics.getItem(number) ?? []);
  for (const like of known) {
    const words = topics.wordsOfItem(like.id);
    for (const { id, score } of topics.findSimilar(words)) {
      const item = topics.getItem(id);
      if (!item || score <= (found.get(id)?.score ?? leastScore)) continue;
      const shared = topics.shared(words, id);
      const reason = likeReason(item, like, shared, known.length > 1);
      found.set(id, { score, reason });
    }
  }
  return found;
}

/** The items that these words are about. */
export function findAbout(topic: string, topics: TopicService): Found {
  const words = topics.wordsOfText(topic);
  const found: Found = new Map();
  for (const { id, score } of topics.findSimilar(words)) {
    if (score <= leastTopicScore) continue;
    found.set(id, { score, reason: topicReason(topics.shared(words, id)) });
  }
  return found;
}

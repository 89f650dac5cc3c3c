import {
  type Found,
  kindOf,
  mostItems,
  type Recommendation,
  type Wanted,
} from "./recommendation.ts";
import { findAbout, findLike } from "./similar-service.ts";
import { addTags } from "./tag-service.ts";
import type { TopicService } from "./topic-service.ts";

/** The best matches, without the items that the client has named. */
export function findMatches(
  { numbers, topic, tagged }: Wanted,
  topics: TopicService,
): Recommendation[] {
  const found = topic ? findAbout(topic, topics) : findLike(numbers, topics);
  addTags(found, tagged, topics);
  return best(found, topics, numbers);
}

function best(found: Found, topics: TopicService, numbers: string[]) {
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

const compare = (a: string, b: string) => (a < b ? -1 : 1);

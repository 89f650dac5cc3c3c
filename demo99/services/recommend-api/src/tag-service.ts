import { tagKeyOf } from "#commons/catalog/fold.ts";
import { tagReason } from "./reason.ts";
import type { Found, TaggedItem } from "./recommendation.ts";
import type { TopicService } from "./topic-service.ts";

const scoreOfTag = 0.25;

/**
 * Adds what fits the user's tags: items whose words have a tag that the user
 * has given to another item, and items with the same tag.
 */
export function addTags(
  found: Found,
  tagged: TaggedItem[],
  topics: TopicService,
) {
  for (const { tag, numbers } of byTag(tagged)) {
    const words = [...topics.wordsOfText(tag).keys()];
    const ids = new Set([...topics.findAll(words), ...numbers]);
    for (const id of ids) {
      const others = numbers.filter((number) => number !== id);
      const [other] = others.flatMap((number) => topics.getItem(number) ?? []);
      if (!other) continue;
      const score = (found.get(id)?.score ?? 0) + scoreOfTag;
      found.set(id, { score, reason: tagReason(other.title, tag) });
    }
  }
}

/** The numbers of the items with each tag; its first spelling is shown. */
function byTag(tagged: TaggedItem[]) {
  const found = new Map<string, { tag: string; numbers: string[] }>();
  for (const { number, tags } of tagged) {
    for (const tag of tags) {
      const key = tagKeyOf(tag);
      const { tag: first, numbers } = found.get(key) ?? { tag, numbers: [] };
      found.set(key, { tag: first, numbers: [...numbers, number] });
    }
  }
  return found.values();
}

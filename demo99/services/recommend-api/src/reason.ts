import { kindOf } from "./recommendation.ts";

type Item = { source: string; title: string; by: string[] };

/** No word has a colon: names of people are words of their own. */
export const personMark = "by:";

const mostWords = 3;
const roles = { book: "author", cd: "artist", dvd: "director" };

/** What two items share; `like` is named if it is one of several. */
export function likeReason(
  item: Item,
  like: Item,
  shared: string[],
  isNamed: boolean,
): string {
  const isSamePerson = shared.some((word) => word.startsWith(personMark));
  if (!isSamePerson) {
    return `shares${isNamed ? ` with ${like.title}` : ""}: ${topicsIn(shared)}`;
  }
  if (item.source !== like.source) return `also by ${people(item, like)}`;
  const role = roles[kindOf(item.source)];
  return isNamed ? `by the ${role} of ${like.title}` : `by the same ${role}`;
}

/** Those of both items; if they are spelled in two ways, those of one. */
function people(item: Item, like: Item): string {
  const names = item.by.filter((name) => like.by.includes(name));
  return (names[0] ? names : like.by).join(", ");
}

export const topicReason = (shared: string[]) => `about: ${topicsIn(shared)}`;

export const tagReason = (title: string, tag: string) =>
  `you tagged ${title} “${tag}”`;

const topicsIn = (shared: string[]) =>
  shared
    .filter((word) => !word.startsWith(personMark))
    .slice(0, mostWords)
    .join(", ");

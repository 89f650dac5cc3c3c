import type { MadeItem } from "./items.ts";
import { createRandom } from "./random.ts";

/** A post about an item, with the text of its comments. */
export type MadePost = {
  kind: "post";
  id: string;
  title: string;
  number: string;
  author: string;
  comments: string[];
};

const opinions = [
  "Could not put it down",
  "Better than I had expected",
  "A present that was a great success",
  "Not for me",
  "The best of the year",
  "I have come back to it many times",
  "Too long, and still worth it",
  "It grows on you",
  "Everyone should know it",
  "Half as good as they say",
  "Once is enough",
  "My children love it",
];

const readers = 500;
const maxComments = 3;

/** `count` posts about these items. */
export function* makePosts(items: MadeItem[], count: number, seed = 1) {
  const random = createRandom(seed);
  for (let made = 1; made <= count; made++) {
    const item = random.oneOf(items);
    const comment = () => `${random.oneOf(opinions)}. ${item.description}`;
    const post: MadePost = {
      kind: "post",
      id: `made-${made}`,
      title: `${random.oneOf(opinions)}: ${item.title}`,
      number: item.number,
      author: `reader-${1 + random.below(readers)}`,
      comments: Array.from({ length: random.below(maxComments + 1) }, comment),
    };
    yield post;
  }
}

import * as z from "zod";
import { itemNumber, itemNumbers, text } from "#commons/validate.ts";

const kinds = { books: "book", cds: "cd", dvds: "dvd" } as const;

/** What is recommended, how well it fits (up to 1), and why. */
export type Recommendation = {
  number: string;
  kind: (typeof kinds)[keyof typeof kinds];
  title: string;
  score: number;
  reason: string;
};

/** By the number of the item. */
export type Found = Map<string, Pick<Recommendation, "score" | "reason">>;

/** The tags that a user has given to an item. */
export type TaggedItem = { number: string; tags: string[] };

/** What to recommend: what is like these items, or about a topic. */
export type Wanted = {
  numbers: string[];
  topic: string | undefined;
  /** What the user has tagged; nothing in version 1. */
  tagged: TaggedItem[];
};

/** Four of five opening items have others above it, with a rare word in common. */
export const leastScore = 0.06;
/** Of a topic: it has few words, so scores are lower. */
export const leastTopicScore = 0.03;
export const mostItems = 12;

/** `?number=`, `?numbers=a,b` of a cart, or `?topic=words`: one of them. */
export const recommendationQuery = z
  .strictObject({
    number: itemNumber.optional(),
    numbers: itemNumbers(20).optional(),
    topic: text().optional(),
  })
  .refine((query) => Object.keys(query).length === 1, {
    path: ["number"],
    message: "or else numbers or topic is required, and only one of them",
  });

export type RecommendationQuery = z.infer<typeof recommendationQuery>;

/** The kind of the items in a source of the replica. */
export const kindOf = (source: string) => kinds[source as keyof typeof kinds];

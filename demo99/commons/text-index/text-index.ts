import MiniSearch from "minisearch";
import { byScore, type Match } from "./match.ts";
import { wordsOf } from "./words.ts";

/** `numbers`: such as an ISBN and a year, which are searched as they stand. */
export type IndexedText = {
  key: string;
  title: string;
  by: string;
  text: string;
  numbers: string;
};

export type TextIndex = ReturnType<typeof createTextIndex>;

const isNumber = (word: string) => /^\p{N}+$/u.test(word);

/** A word of 4 letters may have one mistake, a word of 8 letters two. */
const mistakesIn = ({ length }: string) =>
  length < 4 ? 0 : length < 8 ? 1 : 2;

const options = {
  // In each field of a match, a shorter text weighs more (BM25).
  boost: { title: 4, by: 2 },
  // A prefix of a title, and a title with a mistake, come before a text.
  weights: { prefix: 0.5, fuzzy: 0.3 },
  prefix: (word: string) => word.length > 1 && !isNumber(word),
  fuzzy: (word: string) => !isNumber(word) && mistakesIn(word),
  // As in the catalogues: every word of the query has to be found.
  combineWith: "AND" as const,
};

/** Texts in memory, which are found by words, prefixes and misspelt words. */
export function createTextIndex() {
  const index = new MiniSearch<IndexedText>({
    idField: "key",
    fields: ["title", "by", "text", "numbers"],
    tokenize: wordsOf,
    // `wordsOf` has done it for the whole text, which is faster.
    processTerm: (word) => word,
    searchOptions: options,
  });

  /**
   * A rare word weighs more in a larger index. Divided by the weight of a word
   * that only one text has, scores of indexes of different sizes compare.
   */
  function toMatch({ id, score }: { id: string; score: number }): Match {
    const most = Math.log(1 + (index.documentCount - 0.5) / 1.5);
    return { key: id, score: Number((score / most).toPrecision(6)) };
  }

  return {
    put(text: IndexedText) {
      if (index.has(text.key)) index.replace(text);
      else index.add(text);
    },

    delete(key: string) {
      if (index.has(key)) index.discard(key);
    },

    get size() {
      return index.documentCount;
    },

    /** The best matches; equal scores in the order of their keys. */
    search(query: string, limit: number): Match[] {
      const matches = index.search(query).map((it) => toMatch(it as never));
      return matches.sort(byScore).slice(0, limit);
    },
  };
}

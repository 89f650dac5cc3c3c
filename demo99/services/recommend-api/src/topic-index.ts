/** How often each word is in a document. */
export type Words = Map<string, number>;
export type Similar = { id: string; score: number };

/** Of a document, the words that say most about it find similar ones. */
const mostWords = 30;
const mostCandidates = 500;

/**
 * Compares documents by their words. A word weighs more if it is in the
 * document more often, and if it is in fewer documents (TF-IDF: Salton and
 * Buckley, 1988). The score is the cosine of the angle between the two lists
 * of weights: 1 for the same words, 0 for no word in common.
 */
export function createTopicIndex() {
  const documents = new Map<string, Words>();
  const idsByWord = new Map<string, Set<string>>();
  /** Until a document changes: the weights depend on all documents. */
  const lengths = new Map<string, number>();

  const weightOf = (word: string, count: number) => {
    const ids = idsByWord.get(word)?.size ?? 0;
    return ids && (1 + Math.log(count)) * Math.log(1 + documents.size / ids);
  };

  const weightsOf = (words: Words) =>
    new Map([...words].map(([word, count]) => [word, weightOf(word, count)]));

  function lengthOf(words: Words): number {
    let sum = 0;
    for (const [word, count] of words) sum += weightOf(word, count) ** 2;
    return Math.sqrt(sum);
  }

  function lengthOfDocument(id: string): number {
    const length = lengths.get(id) ?? lengthOf(documents.get(id) ?? new Map());
    lengths.set(id, length);
    return length;
  }

  function remove(id: string) {
    lengths.clear();
    for (const word of documents.get(id)?.keys() ?? []) {
      const ids = idsByWord.get(word);
      ids?.delete(id);
      if (ids?.size === 0) idsByWord.delete(word);
    }
    documents.delete(id);
  }

  /** The products of weights, added up for each document with such a word. */
  function products(words: Words): Map<string, number> {
    const sums = new Map<string, number>();
    const heaviest = [...weightsOf(words)].toSorted((a, b) => b[1] - a[1]);
    for (const [word, weight] of heaviest.slice(0, mostWords)) {
      for (const id of idsByWord.get(word) ?? []) {
        const other = weightOf(word, documents.get(id)?.get(word) ?? 1);
        sums.set(id, (sums.get(id) ?? 0) + weight * other);
      }
    }
    return sums;
  }

  return {
    put(id: string, words: Words) {
      remove(id);
      documents.set(id, words);
      for (const word of words.keys()) {
        const ids = idsByWord.get(word) ?? new Set();
        idsByWord.set(word, ids.add(id));
      }
    },

    delete: remove,
    get: (id: string): Words => documents.get(id) ?? new Map(),

    /** The documents like these words, the most similar one first. */
    findSimilar(words: Words): Similar[] {
      const length = lengthOf(words);
      return [...products(words)]
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, mostCandidates)
        .map(([id, sum]) => ({
          id,
          score: sum / (length * lengthOfDocument(id)),
        }))
        .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },

    /** The documents that have all of these words. */
    findAll(words: string[]): string[] {
      const [first = new Set<string>(), ...others] = words
        .map((word) => idsByWord.get(word) ?? new Set<string>())
        .toSorted((a, b) => a.size - b.size);
      return [...first].filter((id) => others.every((ids) => ids.has(id)));
    },

    /** The words of both, that which says most first. */
    shared(words: Words, id: string): string[] {
      const others = documents.get(id) ?? new Map();
      return [...words.keys()]
        .filter((word) => others.has(word))
        .map((word) => ({ word, weight: weightOf(word, 1) }))
        .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
        .map(({ word }) => word);
    },
  };
}

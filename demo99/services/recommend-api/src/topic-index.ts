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
  /** How often each document has a word. */
  const countsByWord = new Map<string, Words>();
  /** Until a document changes: the weights depend on all documents. */
  const lengths = new Map<string, number>();

  const frequency = (count: number) => 1 + Math.log(count);

  function rarity(word: string): number {
    const ids = countsByWord.get(word)?.size ?? 0;
    return ids && Math.log(1 + documents.size / ids);
  }

  const weightOf = (word: string, count: number) =>
    frequency(count) * rarity(word);

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
      const counts = countsByWord.get(word);
      counts?.delete(id);
      if (counts?.size === 0) countsByWord.delete(word);
    }
    documents.delete(id);
  }

  /** The products of weights, added up for each document with such a word. */
  function products(words: Words): Map<string, number> {
    const sums = new Map<string, number>();
    const heaviest = [...weightsOf(words)].toSorted((a, b) => b[1] - a[1]);
    for (const [word, weight] of heaviest.slice(0, mostWords)) {
      const product = weight * rarity(word);
      for (const [id, count] of countsByWord.get(word) ?? []) {
        sums.set(id, (sums.get(id) ?? 0) + product * frequency(count));
      }
    }
    return sums;
  }

  return {
    put(id: string, words: Words) {
      remove(id);
      documents.set(id, words);
      for (const [word, count] of words) {
        const counts = countsByWord.get(word) ?? new Map();
        countsByWord.set(word, counts.set(id, count));
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
      const [first = new Map(), ...others] = words
        .map((word): Words => countsByWord.get(word) ?? new Map())
        .toSorted((a, b) => a.size - b.size);
      return [...first.keys()].filter((id) =>
        others.every((counts) => counts.has(id)),
      );
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

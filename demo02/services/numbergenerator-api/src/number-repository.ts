import { type Database, isDuplicate } from "#commons/database.ts";
import { Unavailable } from "#commons/errors.ts";

export type NumberRepository = ReturnType<typeof createNumberRepository>;

/** One counter for each kind: the only state that instances share. */
export function createNumberRepository(database: Database) {
  const counters = database.collection<{ _id: string; last: number }>(
    "counters",
  );

  return {
    /** Lets each kind begin after the numbers that the shop opens with. */
    async prepare(kinds: string[], last: number) {
      const documents = kinds.map((_id) => ({ _id, last }));
      await counters
        .insertMany(documents, { ordered: false })
        .catch((error) => {
          if (!isDuplicate(error)) throw error;
        });
    },

    /** Returns 1, 2, 3, …: each value once, across all instances. */
    async next(kind: string) {
      const counter = await counters.findOneAndUpdate(
        { _id: kind },
        { $inc: { last: 1 } },
        { returnDocument: "after" },
      );
      if (!counter)
        throw new Unavailable(`The counter of ${kind}s is missing.`);
      return counter.last;
    },
  };
}

import { randomUUID } from "node:crypto";
import { type Database, isDuplicate } from "#commons/database.ts";
import { fold, sortKeyOf } from "./fold.ts";
import type { Item, ItemFields, ItemKind } from "./item.ts";
import type { Position, Search } from "./search.ts";

export type CatalogRepository<Fields extends ItemFields> = ReturnType<
  typeof createCatalogRepository<Fields>
>;

/** The revision changes with each write. */
export type Stored<T> = { item: T; revision: string };

/** `sortKey` and `searchKey`: without case and accents, see fold.ts. */
type Keys = { revision: string; sortKey: string; searchKey: string };
type Document = { _id: string } & Keys & Record<string, unknown>;

/** The items of one kind, each a document with its number as `_id`. */
export function createCatalogRepository<Fields extends ItemFields>(
  database: Database,
  { plural, searchedFields }: ItemKind<Fields>,
) {
  const collection = database.collection<Document>(plural);

  const toItem = ({ _id, revision, sortKey, searchKey, ...fields }: Document) =>
    ({ number: _id, ...fields }) as unknown as Fields & Item;

  function toDocument({ number, ...fields }: Item): Document {
    const searched = searchedFields.map((name) => fields[name as never] ?? "");
    return {
      _id: number,
      ...fields,
      revision: randomUUID(),
      sortKey: sortKeyOf(fields.title),
      searchKey: fold(searched.join("\n")),
    };
  }

  return {
    /** Makes the index, and loads the opening catalogue once. */
    async prepare(openingCatalog: Item[]) {
      await collection.createIndex({ sortKey: 1, _id: 1 });
      if (await collection.findOne()) return;
      await collection
        .insertMany(openingCatalog.map(toDocument), { ordered: false })
        .catch((error) => {
          // Not an error: another instance loads it at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    async find(number: string): Promise<Stored<Fields & Item> | undefined> {
      const found = await collection.findOne({ _id: number });
      return found
        ? { item: toItem(found), revision: found.revision }
        : undefined;
    },

    /** The existing items with these numbers, by title and number. */
    async list(numbers: string[]) {
      const documents = await collection
        .find({ _id: { $in: numbers } })
        .sort({ sortKey: 1, _id: 1 })
        .toArray();
      return documents.map(toItem);
    },

    /** In the order of title and number; at most `limit` of them. */
    async search({ q, limit, after }: Search) {
      const words = fold(q).split(/\s+/).filter(Boolean);
      const conditions = [
        ...words.map((word) => ({ searchKey: literally(word) })),
        ...(after ? [isBehind(after)] : []),
      ];
      const documents = await collection
        .find(conditions.length > 0 ? { $and: conditions } : {})
        .sort({ sortKey: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toItem);
    },

    async insert(item: Item) {
      await collection.insertOne(toDocument(item));
    },

    /**
     * The new revision; undefined if the item was not there, or is in none of
     * the `revisions` that are expected.
     */
    async replace(item: Item, revisions?: string[]) {
      const { _id, ...fields } = toDocument(item);
      const isExpected = revisions && { revision: { $in: revisions } };
      const result = await collection.replaceOne(
        { _id, ...isExpected },
        fields,
      );
      return result.matchedCount === 1 ? fields.revision : undefined;
    },

    /** Whether the item was there. */
    async delete(number: string) {
      const result = await collection.deleteOne({ _id: number });
      return result.deletedCount === 1;
    },
  };
}

function literally(word: string): RegExp {
  return new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

function isBehind({ sortKey, number }: Position) {
  return {
    $or: [{ sortKey: { $gt: sortKey } }, { sortKey, _id: { $gt: number } }],
  };
}

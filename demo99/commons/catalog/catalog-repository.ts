import { type Database, isDuplicate } from "#commons/database.ts";
import type { Item, ItemFields, ItemKind } from "./item.ts";
import type { Position, Search } from "./search.ts";

export type CatalogRepository<Fields extends ItemFields> = ReturnType<
  typeof createCatalogRepository<Fields>
>;

/** The items of one kind, each a document with its number as `_id`. */
export function createCatalogRepository<Fields extends ItemFields>(
  database: Database,
  { plural, searchedFields }: ItemKind<Fields>,
) {
  type Document = { _id: string } & Record<string, unknown>;
  const collection = database.collection<Document>(plural);

  const toItem = ({ _id, ...fields }: Document) =>
    ({ number: _id, ...fields }) as unknown as Fields & Item;
  const toDocument = ({ number, ...fields }: Item): Document => ({
    _id: number,
    ...fields,
  });

  return {
    /** Makes the index, and loads the opening catalogue once. */
    async prepare(openingCatalog: Item[]) {
      await collection.createIndex({ title: 1, _id: 1 });
      if (await collection.findOne()) return;
      await collection
        .insertMany(openingCatalog.map(toDocument), { ordered: false })
        .catch((error) => {
          // Another instance loads it at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    async find(number: string) {
      const document = await collection.findOne({ _id: number });
      return document ? toItem(document) : undefined;
    },

    /** In the order of title and number; at most `limit` of them. */
    async search({ q, limit, after }: Search) {
      const words = q.split(/\s+/).filter(Boolean);
      const conditions = [
        ...words.map((word) => contains(word, searchedFields)),
        ...(after ? [isBehind(after)] : []),
      ];
      const documents = await collection
        .find(conditions.length > 0 ? { $and: conditions } : {})
        .sort({ title: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toItem);
    },

    async insert(item: Item) {
      await collection.insertOne(toDocument(item));
    },

    /** Whether the item was there. */
    async replace(item: Item) {
      const { _id, ...fields } = toDocument(item);
      const result = await collection.replaceOne({ _id }, fields);
      return result.matchedCount === 1;
    },

    /** Whether the item was there. */
    async delete(number: string) {
      const result = await collection.deleteOne({ _id: number });
      return result.deletedCount === 1;
    },
  };
}

function contains(word: string, fields: string[]) {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(literal, "i");
  return { $or: fields.map((field) => ({ [field]: pattern })) };
}

function isBehind({ title, number }: Position) {
  return { $or: [{ title: { $gt: title } }, { title, _id: { $gt: number } }] };
}

import type { Database } from "#commons/database.ts";
import { newSubscriber, type Subscriber } from "./subscriber.ts";

type Document = Omit<Subscriber, "name"> & { _id: string };

export type SubscriberRepository = ReturnType<
  typeof createSubscriberRepository
>;

/** One document for each subscriber, with its cursor. */
export function createSubscriberRepository(
  database: Database,
  names: string[],
) {
  const collection = database.collection<Document>("subscribers");

  return {
    /** A new subscriber gets all events. */
    async prepare() {
      for (const name of names) {
        const { _id, ...fields } = toDocument(newSubscriber(name));
        await collection.updateOne(
          { _id },
          { $setOnInsert: fields },
          { upsert: true },
        );
      }
    },

    /** In the order of the setting. */
    async list(): Promise<Subscriber[]> {
      const found = await collection.find({ _id: { $in: names } }).toArray();
      return found
        .map(toSubscriber)
        .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
    },

    async find(name: string): Promise<Subscriber | undefined> {
      if (!names.includes(name)) return undefined;
      const found = await collection.findOne({ _id: name });
      return found ? toSubscriber(found) : undefined;
    },

    /** False if another process has moved the cursor since it was read. */
    async replace(before: Subscriber, after: Subscriber): Promise<boolean> {
      const { name, position, round } = before;
      const { _id, ...fields } = toDocument(after);
      const { matchedCount } = await collection.replaceOne(
        { _id: name, position, round },
        fields,
      );
      return matchedCount === 1;
    },
  };
}

function toDocument(subscriber: Subscriber): Document {
  const { name, error, isRefusing, replay, ...fields } = subscriber;
  return {
    ...{ _id: name, ...fields },
    ...(error && { error }),
    ...(isRefusing && { isRefusing }),
    ...(replay && { replay }),
  };
}

function toSubscriber({ _id, ...fields }: Document): Subscriber {
  return { name: _id, ...fields };
}

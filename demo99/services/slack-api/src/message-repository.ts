import { type Database, isDuplicate } from "#commons/database.ts";
import type { Message, MessageQuery } from "./message.ts";

/** `undeliveredSince` is the outbox: the webhook does not have it yet. */
type Document = Omit<Message, "id"> & { _id: string; undeliveredSince?: Date };

export type MessageRepository = ReturnType<typeof createMessageRepository>;

/** Every message, with its id as `_id`. */
export function createMessageRepository(database: Database) {
  const collection = database.collection<Document>("messages");

  return {
    async prepare() {
      await collection.createIndex({ at: -1 });
      await collection.createIndex({ channel: 1, at: -1 });
      await collection.createIndex({ undeliveredSince: 1 }, { sparse: true });
    },

    /** The stored message: of a repeated id, the first one. */
    async insert({ id, ...message }: Message, isForWebhook: boolean) {
      const document: Document = {
        _id: id,
        ...message,
        ...(isForWebhook && { undeliveredSince: message.at }),
      };
      await collection.insertOne(document).catch((error) => {
        if (!isDuplicate(error)) throw error;
      });
      const stored = await collection.findOne({ _id: id });
      return toMessage(stored ?? document);
    },

    /** The newest first. */
    async list({ channel, limit, offset }: MessageQuery): Promise<Message[]> {
      return collection
        .find(channel === undefined ? {} : { channel })
        .sort({ at: -1 })
        .skip(offset)
        .limit(limit)
        .map(toMessage)
        .toArray();
    },

    /** One at a time: a channel shows messages in the order of their arrival. */
    async listUnpublished() {
      return collection
        .find({ undeliveredSince: { $exists: true } })
        .sort({ undeliveredSince: 1 })
        .limit(1)
        .map(({ _id: id, channel: topic, message: text }) => {
          return { id, topic, message: { text } };
        })
        .toArray();
    },

    async markPublished(id: string) {
      const done = { $unset: { undeliveredSince: "" as const } };
      await collection.updateOne({ _id: id }, done);
    },
  };
}

function toMessage({ _id, channel, message, at }: Document): Message {
  return { id: _id, channel, message, at };
}

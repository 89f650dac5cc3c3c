import type { ConfirmChannel, GetMessage } from "amqplib";
import type { Link } from "#commons/broker/link.ts";
import {
  decode,
  errorOf,
  failuresOf,
  propertiesAfter,
} from "#commons/broker/message.ts";
import { deadQueue } from "#commons/broker/queues.ts";
import { NotFound } from "#commons/errors.ts";

export type DeadLetter = {
  id: string;
  topic: string;
  /** Undefined if it is not JSON. */
  content: unknown;
  failures: number;
  error: string;
};

const mostLetters = 1_000;

/** Inspects the dead letters of a queue, and puts them back. */
export function createDeadLetters(link: Link) {
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: each holds the letters that it looks at. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  }

  /** Gets all letters, and gives back those that are not acknowledged. */
  async function visit(queue: string, see: (raw: GetMessage) => Promise<void>) {
    const channel = await link.channel();
    const count = await countLetters(channel, queue);
    try {
      // No more than there are now: one that is put back may soon be here again.
      for (let i = 0; i < Math.min(count, mostLetters); i++) {
        const raw = await channel.get(deadQueue(queue));
        if (!raw) return;
        await see(raw);
      }
    } finally {
      await channel.recover();
    }
  }

  return {
    list: (queue: string): Promise<DeadLetter[]> =>
      inTurn(async () => {
        const letters: DeadLetter[] = [];
        await visit(queue, async (raw) => void letters.push(describe(raw)));
        return letters;
      }),

    /** With ids, only these. */
    requeue: (queue: string, ids?: string[]): Promise<number> =>
      inTurn(async () => {
        let count = 0;
        const channel = await link.channel();
        await visit(queue, async (raw) => {
          const { messageId } = raw.properties;
          if (ids && !ids.includes(messageId)) return;
          channel.sendToQueue(queue, raw.content, propertiesAfter(raw));
          await channel.waitForConfirms();
          channel.ack(raw);
          count++;
        });
        return count;
      }),
  };
}

/** Requires both queues: otherwise a message that is put back would be lost. */
async function countLetters(channel: ConfirmChannel, queue: string) {
  try {
    await channel.checkQueue(queue);
    const { messageCount } = await channel.checkQueue(deadQueue(queue));
    return messageCount;
  } catch (cause) {
    if ((cause as { code?: number }).code !== 404) throw cause;
    throw new NotFound(`There is no queue ${queue} on the broker yet.`, {
      cause,
    });
  }
}

function describe(raw: GetMessage): DeadLetter {
  const { messageId: id, type: topic } = raw.properties;
  return {
    id,
    topic,
    content: contentOf(raw),
    failures: failuresOf(raw),
    error: errorOf(raw),
  };
}

function contentOf(raw: GetMessage): unknown {
  try {
    return decode(raw).content;
  } catch {
    return undefined;
  }
}

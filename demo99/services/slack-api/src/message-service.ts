import { randomUUID } from "node:crypto";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import type { MessageQuery, NewMessage } from "./message.ts";
import type { MessageRepository } from "./message-repository.ts";

export type MessageService = ReturnType<typeof createMessageService>;

/** Stores messages; `deliver`, if there is one, must not be waited for. */
export function createMessageService(
  messages: MessageRepository,
  deliver?: () => unknown,
) {
  const nextTime = createIncreasingTime();

  return {
    async post({ id = randomUUID(), ...message }: NewMessage) {
      const posted = { id, ...message, at: nextTime() };
      const stored = await messages.insert(posted, deliver !== undefined);
      deliver?.();
      return stored;
    },

    list: (query: MessageQuery) => messages.list(query),
  };
}

import { Refusal } from "#commons/errors.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import type { Log } from "#commons/log.ts";
import { statusOf } from "#commons/requests/problem.ts";

/** The reply to a delivery: so many from its start were handled. */
export type Handled = { handled: number; error?: string };

/** Far below the time that the bus waits for the reply. */
const enoughMs = 1_000;

/**
 * Handles events one after the other, until one fails or a second has passed.
 * A failure that ends by itself, such as an unavailable database, is no
 * refusal of its event: it ends the delivery, with 503 if it is the first one.
 */
export async function handleInOrder(
  events: StoredEvent[],
  handle: (event: StoredEvent) => Promise<unknown>,
  log?: Pick<Log, "warn">,
  now = () => performance.now(),
): Promise<Handled> {
  const endAt = now() + enoughMs;
  let handled = 0;
  for (const event of events) {
    try {
      await handle(event);
    } catch (error) {
      const isTemporary = statusOf(error as Error) === 503;
      if (isTemporary && handled === 0) throw error;
      if (isTemporary) break;
      log?.warn({ err: error }, `event ${event.id} is refused`);
      return { handled, error: sentenceOf(error as Error) };
    }
    handled++;
    if (now() >= endAt) break;
  }
  return { handled };
}

type FieldError = { field: string; message: string };

/** Names the bad fields, if there are any. */
function sentenceOf(error: Error): string {
  const { errors } = (error instanceof Refusal ? error.members : {}) as {
    errors?: FieldError[];
  };
  const fields = errors?.map(({ field, message }) => `${field} ${message}`);
  return `${fields?.join(", ") ?? error.message}`.slice(0, 500);
}

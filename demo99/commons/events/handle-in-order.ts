import { MongoServerError } from "mongodb";
import { Refusal, Unavailable } from "#commons/errors.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import type { Log } from "#commons/log.ts";
import { statusOf } from "#commons/requests/problem.ts";

/** The reply to a delivery: so many from its start were handled. */
export type Handled = { handled: number; error?: string | undefined };

/** Far below the time that the bus waits for the reply. */
const enoughMs = 1_000;

/**
 * Handles events one after the other, until one fails or a second has passed.
 * A failure that is not about its event, such as an unavailable database, is no
 * refusal: it ends the delivery, with 503 if it is the first one.
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
      const outage = outageOf(error as Error);
      if (outage && handled === 0) throw outage;
      if (outage) break;
      log?.warn({ err: error }, `event ${event.id} is refused`);
      return { handled, error: sentenceOf(error as Error) };
    }
    handled++;
    if (now() >= endAt) break;
  }
  return { handled };
}

/** A bug is none: it would block all events behind it for ever. */
function outageOf(error: Error): Error | undefined {
  if (error instanceof MongoServerError) {
    return new Unavailable("The database has failed.", { cause: error });
  }
  return statusOf(error) === 503 ? error : undefined;
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

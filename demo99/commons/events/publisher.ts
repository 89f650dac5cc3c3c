import { parseB3 } from "#commons/broker/b3.ts";
import { CallRefused } from "#commons/call-failure.ts";
import { Conflict } from "#commons/errors.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import { type Publisher, Undeliverable } from "#commons/outbox.ts";
import { context } from "#commons/trace-context.ts";

/**
 * About the caller or the moment, not about the event: an identity that the bus
 * does not know yet, a late request, too many requests.
 */
const temporary = [401, 408, 429];

/**
 * Publishes the events of an outbox at the event bus; their topic is the type.
 * A repetition does no harm: the bus stores each id once. If it has other data
 * with this id, the event in the log counts, and this one is given up. Any other
 * refusal is final, such as 400 for too much data, or 403 for another service's
 * type. A path that does not exist (404) is an outage: it is no reply of a bus.
 */
export function createEventPublisher(
  eventBus: HttpClient,
  log?: Pick<Log, "warn">,
): Publisher {
  function giveUp(error: Error) {
    if (error instanceof Conflict) {
      log?.warn(`not published: ${error.message}`);
      return;
    }
    const isFinal =
      error instanceof CallRefused && !temporary.includes(error.replyStatus);
    throw isFinal ? new Undeliverable(error.message, { cause: error }) : error;
  }

  return {
    async publish(type, data, { id, b3 }) {
      // The call belongs to the trace of the request that caused the event.
      await context.letContext(parseB3(b3), () =>
        eventBus("POST", "/events", { id, type, data }).catch(giveUp),
      );
    },
  };
}

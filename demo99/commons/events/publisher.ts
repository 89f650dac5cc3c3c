import { parseB3 } from "#commons/broker/b3.ts";
import { Conflict } from "#commons/errors.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import type { Publisher } from "#commons/outbox.ts";
import { context } from "#commons/trace-context.ts";

/**
 * Publishes the events of an outbox at the event bus; their topic is the type.
 * A repetition does no harm: the bus stores each id once. If it has other data
 * with this id, the event in the log counts, and this one is given up.
 */
export function createEventPublisher(
  eventBus: HttpClient,
  log?: Pick<Log, "warn">,
): Publisher {
  function giveUp(error: unknown) {
    if (!(error instanceof Conflict)) throw error;
    log?.warn(`not published: ${error.message}`);
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

import { parseB3 } from "#commons/broker/b3.ts";
import type { Call, Caller, Reply, Send } from "#commons/call.ts";
import { Conflict } from "#commons/errors.ts";
import { createHttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import { type Publisher, Undeliverable } from "#commons/outbox.ts";
import { context } from "#commons/trace-context.ts";

/**
 * Replies about the caller or the moment, not about the event: an identity that
 * the bus does not accept now, a path that no bus would miss, a late request,
 * too many requests. 409 is the client's Conflict.
 */
const notFinal = [401, 404, 408, 409, 429];

/**
 * Publishes the events of an outbox at the event bus; their topic is the type.
 * A repetition does no harm: the bus stores each id once. If it has other data
 * with this id, the event in the log counts, and this one is given up. Any other
 * refusal is final, such as 400 for too much data, or 403 for another service's
 * type.
 */
export function createEventPublisher(
  call: Caller,
  busUrl: string,
  log?: Pick<Log, "warn">,
): Publisher {
  const eventBus = createHttpClient(withFinalRefusals(call), busUrl);

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

/** For the client, such replies are all alike. */
function withFinalRefusals(call: Caller): Caller {
  return async <R extends Reply>(it: Call, send: Send<R>) => {
    const reply = await call(it, send);
    const { status } = reply;
    if (status < 400 || status >= 500 || notFinal.includes(status))
      return reply;
    const { text = "" } = reply as { text?: string };
    throw new Undeliverable(`${it.service} answered ${status}: ${text}`);
  };
}

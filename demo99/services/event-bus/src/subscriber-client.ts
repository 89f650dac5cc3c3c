import * as z from "zod";
import { Unavailable } from "#commons/errors.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import type { Handled } from "#commons/events/handle-in-order.ts";
import type { HttpClient } from "#commons/http.ts";

/**
 * Far above the second after which a subscriber ends a delivery: one attempt
 * has half of this time, so that a second attempt is possible.
 */
const timeoutMs = 6_000;

const reply = z.object({
  handled: z.int().min(0),
  error: z.string().optional(),
});

export type SubscriberClient = ReturnType<typeof createSubscriberClient>;
type CreateClient = (
  service: string,
  options: { timeoutMs: number },
) => HttpClient;

/** Calls the subscribers, by their names in the registry. */
export function createSubscriberClient(client: CreateClient, names: string[]) {
  const clients = new Map(
    names.map((name) => [name, client(`http://${name}`, { timeoutMs })]),
  );

  return {
    /** Throws if there is no reply, or none that makes sense. */
    async deliver(name: string, events: StoredEvent[]): Promise<Handled> {
      const call = clients.get(name) as HttpClient;
      const answer = await call("POST", "/events", { events });
      const { success, data } = reply.safeParse(answer);
      if (success && isSane(data, events.length)) return data;
      throw new Unavailable(`The reply of ${name} is malformed.`);
    },
  };
}

/** At least one event was handled, or the next one refused. */
function isSane({ handled, error }: Handled, count: number): boolean {
  return error === undefined
    ? handled > 0 && handled <= count
    : handled < count;
}

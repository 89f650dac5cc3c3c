import type { EventHandlers } from "#commons/events/subscriber.ts";
import { subscribeEvents } from "#commons/events/subscriber.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { serve } from "#commons/test/test-servers.ts";

type Surroundings = Parameters<typeof subscribeEvents>[1];

/** A subscriber with these handlers, and deliveries to it. */
export async function serveSubscriber(
  handlers: EventHandlers,
  surroundings?: Surroundings,
) {
  const url = await serve(
    createApp({
      log: createLog("test", "silent"),
      routes: subscribeEvents(handlers, surroundings),
      findKey: testFindKey,
    }),
  );
  return async function deliver(
    events: unknown[],
    { caller = as("event-bus", "service"), query = "" } = {},
  ) {
    const response = await fetch(`${url}/events${query}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...caller },
      body: JSON.stringify({ events }),
    });
    return { status: response.status, body: await response.json() };
  };
}

/** An event of a post in the log of the bus. */
export function postAt(position: number, title: unknown = "Pies") {
  return {
    position,
    id: `post-${position}`,
    type: "PostCreated",
    data: {
      postId: `${position}`,
      title,
      author: "ada",
      createdAt: "2026-11-29T12:00:00.000Z",
    },
    publisher: "posts-api",
    at: "2026-11-29T12:00:00.000Z",
  };
}

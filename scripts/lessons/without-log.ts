import type { Chapter } from "./lesson.ts";

/** A bus without a log: an event is delivered at once, or never. */
export const withoutLog: Chapter = {
  name: "events",
  service: "event-bus",
  problem: {
    about: "all subscribers are called at once, and nothing is stored",
    edits: [
      {
        file: "services/event-bus/src/event-bus.ts",
        find: "createEventApi(createEventService(events, wake, now)),",
        replace: `createEventApi({
        ...createEventService(events, wake, now),
        async publish(event, publisher) {
          const at = new Date().toISOString();
          const unstored = { ...event, position: 1, publisher, at };
          const subscriber = createSubscriberClient(client, names);
          for (const name of names) {
            subscriber.deliver(name, [unstored]).catch(() => {});
          }
          return 1;
        },
      }),`,
      },
    ],
  },
};

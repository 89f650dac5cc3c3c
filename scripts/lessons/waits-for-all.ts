import type { Chapter } from "./lesson.ts";

/** A search that waits for all sources, however long that takes. */
export const waitsForAll: Chapter = {
  name: "partial",
  service: "search-api",
  problem: {
    about: "it waits until all sources have answered",
    edits: [
      {
        file: "services/search-api/src/search-service.ts",
        find: "lists.map((list) => withinTime(list, timeoutMs)),",
        replace: "lists,",
      },
    ],
  },
};

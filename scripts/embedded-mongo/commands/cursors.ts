import { countIn, cursorIdIn, listIn, textIn } from "./arguments.ts";
import type { Commands } from "./command.ts";

export const cursorCommands: Commands = {
  getMore: {
    fields: ["collection", "batchSize"],
    run({ cursors, database, body }) {
      const namespace = `${database}.${textIn(body, "collection")}`;
      const size = countIn(body, "batchSize") || undefined;
      return cursors.next(cursorIdIn(body, "getMore"), namespace, size);
    },
  },

  killCursors: {
    fields: ["cursors"],
    run({ cursors, body }) {
      const cursorsKilled: unknown[] = [];
      const cursorsNotFound: unknown[] = [];
      for (const id of listIn(body, "cursors")) {
        const killed = cursors.kill(cursorIdIn({ id }, "id"));
        (killed ? cursorsKilled : cursorsNotFound).push(id);
      }
      return {
        cursorsKilled,
        cursorsNotFound,
        cursorsAlive: [],
        cursorsUnknown: [],
      };
    },
  },
};

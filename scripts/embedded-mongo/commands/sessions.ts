import type { Commands } from "./command.ts";

const nothing = { fields: [], run: () => ({}) };

/** Sessions hold nothing here, so that ending one is nothing to do. */
export const sessionCommands: Commands = {
  startSession: {
    fields: [],
    run: ({ body }) => ({ id: body.lsid ?? {}, timeoutMinutes: 30 }),
  },
  endSessions: nothing,
  refreshSessions: nothing,
  killSessions: nothing,
};

import type { Commands } from "./command.ts";

const nothing = { fields: [], run: () => ({}) };

/** Sessions have no state here, so that ending one has no effect. */
export const sessionCommands: Commands = {
  startSession: {
    fields: [],
    run: ({ body }) => ({ id: body.lsid ?? {}, timeoutMinutes: 30 }),
  },
  endSessions: nothing,
  refreshSessions: nothing,
  killSessions: nothing,
};

/** The user's input is wrong; nothing was changed. */
export class UsageError extends Error {}

/** The stage cannot start or continue; the message has the reason. */
export class StageError extends Error {}

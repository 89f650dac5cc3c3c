/** What was asked for makes no sense; nothing was changed. */
export class UsageError extends Error {}

/** The stage cannot start, or go on, for the reason in the message. */
export class StageError extends Error {}

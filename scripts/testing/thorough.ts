/**
 * Whether a run takes its time: `CI=true npm test` repeats on every stage, and
 * waits for, what a run on a laptop shows once.
 */
export const isThorough = Boolean(process.env.CI);

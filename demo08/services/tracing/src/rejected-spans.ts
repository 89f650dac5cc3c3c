import type { Log } from "#commons/log.ts";

type Rejected = {
  rejected: number;
  /** The reasons of the first rejections. */
  errors: { field: string; message: string }[];
};

export type RejectedSpans = ReturnType<typeof createRejectedSpans>;

/** Counts invalid spans; logs the first of them, at most once in `intervalMs`. */
export function createRejectedSpans(
  log: Log,
  now: () => number = Date.now,
  intervalMs = 10_000,
) {
  let total = 0;
  let unlogged = 0;
  let loggedAt = -Infinity;

  return {
    total: () => total,

    report({ rejected, errors: [first] }: Rejected) {
      if (!first) return;
      total += rejected;
      unlogged += rejected;
      if (now() < loggedAt + intervalMs) return;
      const { field, message } = first;
      // The name of a tag is external text.
      const name = field.slice(0, 80).replace(/[^\w.-]/g, "?");
      log.warn(`rejected ${unlogged} spans, such as ${name}: ${message}`);
      unlogged = 0;
      loggedAt = now();
    },
  };
}

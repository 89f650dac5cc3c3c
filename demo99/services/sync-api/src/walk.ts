import { Unavailable } from "#commons/errors.ts";
import type { Source } from "#commons/replica/record.ts";

/** One source and one replica. */
export type Pair = { target: string; source: Source };

/**
 * A walk has two phases: it reads all pages of the source, then it asks which
 * of the copies still exist there, and counts those that are kept. `after` is
 * where it goes on after a crash.
 */
export type Walk = {
  phase: "copy" | "delete";
  after: string | null;
  startedAt: number;
  read: number;
  kept: number;
};

/** What is known of a pair; times are on the clock of `Date.now`. */
export type Progress = Pair & {
  /** Null between two walks. */
  walk: Walk | null;
  /** When the last complete walk began: older changes have arrived. */
  syncedAt: number | null;
  records: number;
  error: string | null;
};

/** What a run has done for one pair. */
export type Outcome = Pair & {
  read: number;
  put: number;
  deleted: number;
  error?: string;
};

export const changesOf = ({ put, deleted }: Outcome) => put + deleted;

/** Another instance that fills the replicas may be further by now. */
export function expectHeld(isHeld: () => boolean): void {
  if (!isHeld()) throw new Unavailable("Another instance has taken over.");
}

export const pairId = ({ target, source }: Pair) => `${target}/${source}`;

import * as z from "zod";
import { limit } from "#commons/validate.ts";
import { changesOf, type Outcome } from "./walk.ts";

/** `id` is the time of its start, and rises from one run to the next. */
export type Run = {
  id: number;
  startedAt: string;
  ms: number;
  sources: Outcome[];
};

/** `?limit=`: the newest runs. */
export const runQuery = z.strictObject({ limit });

export function hasChanged({ sources }: Run): boolean {
  return sources.some((outcome) => changesOf(outcome) > 0);
}

/** Each error once: an unavailable replica fails with all sources. */
export function errorsOf({ sources }: Run): string[] {
  return [...new Set(sources.flatMap(({ error }) => error ?? []))];
}

/** Whether nothing has happened since the run before it. */
export function isRepetition(run: Run, before: Run): boolean {
  if (hasChanged(run) || hasChanged(before)) return false;
  return `${errorsOf(run)}` === `${errorsOf(before)}`;
}

/** A request for a run has no parameters yet. */
export const runRequest = z.strictObject({});

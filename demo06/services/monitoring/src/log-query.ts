import * as z from "zod";
import type { LogEntry } from "./log-batch.ts";

const levels = { debug: 20, info: 30, warn: 40, error: 50 };

/** The query of GET /logs. */
export const logQuery = z.strictObject({
  service: z.string().min(1).max(100).optional(),
  /** This level and all above it. */
  level: z
    .enum(["debug", "info", "warn", "error"])
    .optional()
    .transform((name) => (name ? levels[name] : 0)),
  q: z.string().max(200).default(""),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** `last` of the previous reply; without it, the latest entries. */
  after: z.coerce.number().int().min(0).optional(),
});

export type LogQuery = z.infer<typeof logQuery>;

/** Returns a filter of entries; the text is compared without regard to case. */
export function matcherOf({
  service,
  level,
  q,
}: Pick<LogQuery, "service" | "level" | "q">) {
  const wanted = q.toLowerCase();
  return (entry: LogEntry): boolean =>
    entry.level >= level &&
    (!service || entry.service === service) &&
    `${entry.msg} ${entry.details}`.toLowerCase().includes(wanted);
}

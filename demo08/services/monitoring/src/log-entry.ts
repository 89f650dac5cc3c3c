import { z } from "zod";

const longestText = 4_000;
const cut = (text: string) => text.slice(0, longestText);

/** A line as pino writes it; what it says besides goes into the details. */
const line = z.looseObject({
  level: z.int().min(0).max(100),
  time: z.number(),
  service: z.string().min(1).max(100),
  msg: z.string().default("").transform(cut),
});

/** What a service ships at once. */
export const batch = z.strictObject({
  instanceId: z.string().min(1).max(200),
  lines: z.array(line).max(1_000),
  dropped: z.int().min(0).default(0),
});

export type Batch = z.infer<typeof batch>;

export type LogEntry = {
  /** Counts the entries in the order of their arrival. */
  number: number;
  instanceId: string;
  service: string;
  level: number;
  time: number;
  msg: string;
  /** Everything else of the line, as JSON; empty if there is nothing. */
  details: string;
};

const levels = { debug: 20, info: 30, warn: 40, error: 50 };

export const query = z.strictObject({
  service: z.string().min(1).max(100).optional(),
  /** This level and all above it. */
  level: z
    .enum(["debug", "info", "warn", "error"])
    .optional()
    .transform((name) => (name ? levels[name] : 0)),
  q: z.string().max(200).default(""),
});

export const page = query.extend({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** The number of the entry that was seen last. */
  after: z.coerce.number().int().min(0).optional(),
});

export type Query = z.infer<typeof query>;
export type Page = z.infer<typeof page>;

/** The entries of a batch, still without their numbers. */
export function entriesOf({ instanceId, lines, dropped }: Batch) {
  const entries = lines.map(({ level, time, service, msg, ...rest }) => {
    const isBare = Object.keys(rest).length === 0;
    const details = isBare ? "" : cut(JSON.stringify(rest));
    return { instanceId, service, level, time, msg, details };
  });
  const [first] = entries;
  if (!first || dropped === 0) return entries;
  const msg = `${dropped} lines before this one were dropped`;
  return [{ ...first, level: 40, msg, details: "" }, ...entries];
}

/** Whether an entry is what somebody looks for; case does not matter. */
export function matcherOf({ service, level, q }: Query) {
  const wanted = q.toLowerCase();
  return (entry: LogEntry): boolean =>
    entry.level >= level &&
    (!service || entry.service === service) &&
    `${entry.msg} ${entry.details}`.toLowerCase().includes(wanted);
}

import * as z from "zod";

const maxTextLength = 4_000;
/** The latest time that a Date can represent. */
const maxTime = 8.64e15;
const cut = (text: string) => text.slice(0, maxTextLength);

/** A line as pino writes it; all other members go into the details. */
const line = z.looseObject({
  level: z.int().min(0).max(100),
  time: z.number().min(0).max(maxTime),
  service: z.string().min(1).max(100),
  msg: z.string().default("").transform(cut),
});

/** The body of POST /logs; an invalid line does not discard the others. */
export const batch = z
  .strictObject({
    instanceId: z.string().min(1).max(200),
    lines: z.array(z.unknown()).max(1_000),
    /** Lines that the instance could not deliver before these. */
    dropped: z.int().min(0).default(0),
  })
  .transform(({ lines, ...rest }) => {
    const valid = lines.flatMap((it) => line.safeParse(it).data ?? []);
    return { ...rest, lines: valid, invalid: lines.length - valid.length };
  });

export type Batch = z.infer<typeof batch>;

export type LogEntry = {
  /** Counts the entries in the order of their arrival, from 1. */
  number: number;
  instanceId: string;
  service: string;
  level: number;
  time: number;
  msg: string;
  /** All other members of the line as JSON; empty if there are none. */
  details: string;
};

/** The entries of a batch, still without their numbers. */
export function entriesOf({ instanceId, lines, dropped, invalid }: Batch) {
  const entries = lines.map(({ level, time, service, msg, ...rest }) => {
    const isBare = Object.keys(rest).length === 0;
    const details = isBare ? "" : cut(JSON.stringify(rest));
    return { instanceId, service, level, time, msg, details };
  });
  const { service = instanceId, time = Date.now() } = entries[0] ?? {};
  const note = (msg: string) => {
    return { instanceId, service, level: 40, time, msg, details: "" };
  };
  if (invalid > 0) {
    entries.unshift(note(`${invalid} invalid log lines were dropped.`));
  }
  if (dropped > 0) {
    const msg = `${dropped} log lines before this one were dropped.`;
    entries.unshift(note(msg));
  }
  return entries;
}

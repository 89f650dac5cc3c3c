/** What a text says in ISO 8601; without an offset, it is local time. */
type DateText = { local: Date; offset: string | undefined };

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?$/;

/** Undefined for other texts, and for days such as February 30th. */
export function parseDate(text: string): DateText | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const [, , day, hour = 0, minute = 0] = parts;
  const milliseconds = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const local = localDate([...parts, milliseconds]);
  const isValid = local.getUTCDate() === day && hour < 24 && minute < 60;
  const offset = match[8] === "Z" ? "+00:00" : match[8];
  return isValid ? { local, offset } : undefined;
}

/** Parts beyond their range count on; Date.UTC takes year 99 for 1999. */
export function localDate(parts: number[]): Date {
  const [year = 0, month = 1, day = 1, ...time] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const [hour = 0, minute = 0, second = 0, millisecond = 0] = time;
  date.setUTCHours(hour, minute, second, millisecond);
  return date;
}

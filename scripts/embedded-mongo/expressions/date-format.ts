import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { dateIn, partsOfDates } from "./date-parts.ts";
import type { ExpressionOperator } from "./operands.ts";
import { evaluate, isMissing } from "./operands.ts";
import { offsetAt, toLocal } from "./time-zones.ts";

const parts = partsOfDates;
const digits =
  (length: number, part: (local: Date) => number) => (date: Date) =>
    String(part(date)).padStart(length, "0");
const month = (style: "short" | "long") => (date: Date) =>
  date.toLocaleString("en-US", { month: style, timeZone: "UTC" });

const specifiers: Record<string, (local: Date, offset: number) => string> = {
  "%Y": digits(4, parts.$year),
  "%m": digits(2, parts.$month),
  "%d": digits(2, parts.$dayOfMonth),
  "%H": digits(2, parts.$hour),
  "%M": digits(2, parts.$minute),
  "%S": digits(2, parts.$second),
  "%L": digits(3, parts.$millisecond),
  "%j": digits(3, parts.$dayOfYear),
  "%U": digits(2, parts.$week),
  "%w": digits(1, parts.$dayOfWeek),
  "%G": digits(4, parts.$isoWeekYear),
  "%V": digits(2, parts.$isoWeek),
  "%u": digits(1, parts.$isoDayOfWeek),
  "%b": month("short"),
  "%B": month("long"),
  "%z": (_date, offset) => {
    const minutes = Math.abs(offset) / 60_000;
    const clock = Math.floor(minutes / 60) * 100 + (minutes % 60);
    return `${offset < 0 ? "-" : "+"}${String(clock).padStart(4, "0")}`;
  },
  "%Z": (_date, offset) =>
    `${offset < 0 ? "-" : "+"}${String(Math.abs(offset) / 60_000).padStart(3, "0")}`,
  "%%": () => "%",
};

export const $dateToString: ExpressionOperator = (
  document,
  expression,
  options,
) => {
  const given = expression as Document;
  const find = (name: string) => evaluate(document, given[name], options);
  const [date, timezone] = [find("date"), find("timezone")];
  if (isMissing(date)) return find("onNull") ?? null;
  if ("timezone" in given && isMissing(timezone)) return null;
  const ending = isMissing(timezone) ? "Z" : "";
  const format = find("format") ?? `%Y-%m-%dT%H:%M:%S.%L${ending}`;
  const moment = dateIn("$dateToString", date);
  const offset = offsetAt(moment, timezone);
  const local = toLocal(moment, timezone);
  return String(format).replace(/%.?/gs, (name) => {
    const write = specifiers[name];
    if (write) return write(local, offset);
    throw new CommandError(
      "Location18536",
      `Invalid format character '${name}' in format string`,
    );
  });
};

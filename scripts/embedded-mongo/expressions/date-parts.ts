import { Long, ObjectId, Timestamp } from "bson";
import { type Document, isDocument } from "../bson/document.ts";
import {
  type ExpressionOperator,
  evaluate,
  isMissing,
  unsupported,
} from "./operands.ts";
import { toLocal } from "./time-zones.ts";

const dayMs = 24 * 60 * 60 * 1_000;

/** The parts of a local date, which `toLocal` makes. */
export const partsOfDates = {
  $year: (date) => date.getUTCFullYear(),
  $month: (date) => date.getUTCMonth() + 1,
  $dayOfMonth: (date) => date.getUTCDate(),
  $hour: (date) => date.getUTCHours(),
  $minute: (date) => date.getUTCMinutes(),
  $second: (date) => date.getUTCSeconds(),
  $millisecond: (date) => date.getUTCMilliseconds(),
  $dayOfWeek: (date) => date.getUTCDay() + 1,
  $isoDayOfWeek: (date) => date.getUTCDay() || 7,
  $dayOfYear: (date) => dayInYear(date) + 1,
  /** Weeks begin on Sunday; the days before the first one are week 0. */
  $week: (date) => Math.floor((dayInYear(date) + 7 - date.getUTCDay()) / 7),
  $isoWeek: (date) => Math.floor(dayInYear(thursdayOf(date)) / 7) + 1,
  $isoWeekYear: (date) => thursdayOf(date).getUTCFullYear(),
} satisfies Record<string, (local: Date) => number>;

function dayInYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / dayMs);
}

/** Of the ISO week of a date, which belongs to the year of its Thursday. */
function thursdayOf(date: Date): Date {
  return new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMs);
}

export const dateParts: Record<string, ExpressionOperator> = {
  ...Object.fromEntries(
    Object.entries(partsOfDates).map(([name, part]) => [
      name,
      onLocalDate(name, part),
    ]),
  ),
  $isoWeekYear: onLocalDate("$isoWeekYear", (date) =>
    Long.fromNumber(partsOfDates.$isoWeekYear(date)),
  ),
};

/** An operator of a date, alone or as `{ date, timezone }`. */
function onLocalDate(
  name: string,
  calculate: (local: Date) => unknown,
): ExpressionOperator {
  return (document, expression, options) => {
    const given = [expression].flat()[0];
    const isNamed = isDocument(given) && "date" in given;
    const { date, timezone } = (isNamed ? given : { date: given }) as Document;
    const value = evaluate(document, date, options);
    const zone = evaluate(document, timezone, options);
    if (isMissing(value) || (timezone !== undefined && isMissing(zone))) {
      return null;
    }
    return calculate(toLocal(dateIn(name, value), zone));
  };
}

/** Ids and timestamps are dates, too. */
export function dateIn(name: string, value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1_000);
  throw unsupported(name, "dates", value, "Location16006");
}

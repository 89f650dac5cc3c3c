import { Long } from "bson";
import { localDate, parseDate } from "../bson/date-text.ts";
import type { Document } from "../bson/document.ts";
import { plainNumber } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { mingo } from "../query/mingo.ts";
import { dateIn, partsOfDates } from "./date-parts.ts";
import {
  type ExpressionOperator,
  evaluate,
  isMissing,
  type Options,
} from "./operands.ts";
import { fromLocal, offsetAt, toLocal } from "./time-zones.ts";

const unitsMs: Record<string, number> = {
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
  millisecond: 1,
};
const unitsInMonths: Record<string, number> = {
  year: 12,
  quarter: 3,
  month: 1,
};
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const partNames = [
  "year",
  "month",
  "day",
  "hour",
  "minute",
  "second",
  "millisecond",
];

/** Calculations with dates, in time zones where they are named. */
export const dates: Record<string, ExpressionOperator> = {
  $dateAdd: withFields(({ startDate, unit, amount, timezone }) =>
    later(dateIn("$dateAdd", startDate), unit, Number(amount), timezone),
  ),
  $dateSubtract: withFields(({ startDate, unit, amount, timezone }) =>
    later(dateIn("$dateSubtract", startDate), unit, -Number(amount), timezone),
  ),
  $dateDiff: withFields((given) => {
    const { startDate, endDate, unit, timezone, startOfWeek } = given;
    const start = dateIn("$dateDiff", startDate);
    const end = dateIn("$dateDiff", endDate);
    const isClock = Number(unitsMs[String(unit)]) < 86_400_000;
    const shift = offsetAt(start, timezone);
    const local = (date: Date) =>
      isClock ? new Date(date.getTime() + shift) : toLocal(date, timezone);
    const place = (date: Date) => placeOf(local(date), unit, startOfWeek);
    return Long.fromNumber(place(end) - place(start));
  }),
  $dateTrunc: withFields(({ date, timezone, ...rest }, options) => {
    const local = toLocal(dateIn("$dateTrunc", date), timezone);
    unitIn(rest.unit);
    const argument = { $literal: { date: local, ...rest } };
    const trunc = mingo.expression.$dateTrunc as ExpressionOperator;
    return fromLocal(trunc({}, argument, options) as Date, timezone);
  }),
  $dateToParts: withFields(({ date, timezone, iso8601 = false }) => {
    const local = toLocal(dateIn("$dateToParts", date), timezone);
    const days = iso8601
      ? {
          isoWeekYear: partsOfDates.$isoWeekYear(local),
          isoWeek: partsOfDates.$isoWeek(local),
          isoDayOfWeek: partsOfDates.$isoDayOfWeek(local),
        }
      : {
          year: partsOfDates.$year(local),
          month: partsOfDates.$month(local),
          day: partsOfDates.$dayOfMonth(local),
        };
    return {
      ...days,
      hour: partsOfDates.$hour(local),
      minute: partsOfDates.$minute(local),
      second: partsOfDates.$second(local),
      millisecond: partsOfDates.$millisecond(local),
    };
  }),
  $dateFromParts: withFields(({ timezone, ...parts }) => {
    if ("isoWeekYear" in parts) {
      const message = "$dateFromParts of ISO weeks is not supported";
      throw new CommandError("NotImplemented", message);
    }
    if (!("year" in parts)) {
      const message = "$dateFromParts requires 'year' or 'isoWeekYear'";
      throw new CommandError("Location40516", message);
    }
    const numbers = partNames.map((name) => parts[name]?.valueOf());
    return fromLocal(localDate(numbers.map(partNumber)), timezone);
  }),
  $dateFromString(document, expression, options) {
    const given = fieldsOf(document, expression as Document, options);
    const { dateString, timezone, format, onNull = null } = given;
    if (format !== undefined) {
      const message = "$dateFromString with a format is not supported";
      throw new CommandError("NotImplemented", message);
    }
    if (isMissing(dateString)) return onNull;
    const parsed =
      typeof dateString === "string" ? parseDate(dateString) : undefined;
    const hasBoth = parsed?.offset !== undefined && !isMissing(timezone);
    if (parsed && !hasBoth) {
      return fromLocal(parsed.local, parsed.offset ?? timezone);
    }
    if ("onError" in given) return given.onError;
    const message = `Error parsing date string '${dateString}'`;
    throw new CommandError("ConversionFailure", message);
  },
};

/** Without one of its operands, a calculation has no result. */
function withFields(
  calculate: (given: Document, options: Options) => unknown,
): ExpressionOperator {
  return (document, expression, options) => {
    const given = fieldsOf(document, expression as Document, options);
    if (Object.values(given).some(isMissing)) return null;
    return calculate(given, options);
  };
}

function fieldsOf(
  document: unknown,
  expression: Document,
  options: Options,
): Document {
  const entries = Object.entries(expression).map(([name, value]) => {
    const found = evaluate(document, value, options);
    return [name, plainNumber(found)] as const;
  });
  return Object.fromEntries(entries);
}

function partNumber(value: unknown, i: number): number {
  const number = value === undefined ? (i < 3 ? 1 : 0) : Number(value);
  if (Number.isInteger(number)) return number;
  const message = `'${partNames[i]}' must evaluate to an integer`;
  throw new CommandError("Location40515", message);
}

function unitIn(unit: unknown): string {
  const name = String(unit);
  if (name in unitsMs || name in unitsInMonths || name === "week") return name;
  throw new CommandError("FailedToParse", `unknown time unit value: ${name}`);
}

/** A month later is the same day, or the last one of a shorter month. */
function later(date: Date, given: unknown, amount: number, zone: unknown) {
  const unit = unitIn(given);
  if (!Number.isInteger(amount)) {
    const message = "$dateAdd expects integer amount of time units";
    throw new CommandError("Location5166405", message);
  }
  const local = toLocal(date, zone);
  const months = unitsInMonths[unit];
  if (months !== undefined) {
    const day = local.getUTCDate();
    local.setUTCMonth(local.getUTCMonth() + months * amount, 1);
    const last = new Date(local);
    last.setUTCMonth(last.getUTCMonth() + 1, 0);
    local.setUTCDate(Math.min(day, last.getUTCDate()));
    return fromLocal(local, zone);
  }
  const ms = unitsMs[unit];
  if (ms && unit !== "day") return new Date(date.getTime() + ms * amount);
  const days = unit === "week" ? 7 * amount : amount;
  local.setUTCDate(local.getUTCDate() + days);
  return fromLocal(local, zone);
}

/** How many units there have been, so that boundaries are counted. */
function placeOf(local: Date, given: unknown, startOfWeek: unknown = "sun") {
  const unit = unitIn(given);
  const months = unitsInMonths[unit];
  if (months !== undefined) {
    const month = local.getUTCFullYear() * 12 + local.getUTCMonth();
    return Math.floor(month / months);
  }
  const ms = unitsMs[unit];
  if (ms !== undefined) return Math.floor(local.getTime() / ms);
  const name = String(startOfWeek).toLowerCase().slice(0, 3);
  const first = weekdays.indexOf(name);
  if (first < 0) {
    const message = `unknown day of week value: ${startOfWeek}`;
    throw new CommandError("FailedToParse", message);
  }
  const days = Math.floor(local.getTime() / 86_400_000);
  // January 1st 1970 was a Thursday.
  return Math.floor((days + 4 - first) / 7);
}

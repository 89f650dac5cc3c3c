import { plainNumber } from "../bson/document.ts";
import { add, type BsonNumber, isNumber } from "../bson/numbers.ts";
import { CommandError } from "../errors.ts";

const milliseconds: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
  millisecond: 1,
};

const months: Record<string, number> = { year: 12, quarter: 3, month: 1 };

/** The sum of a value and a distance: of numbers, or of a date and a unit. */
export function rangeStep(
  value: unknown,
  bound: unknown,
  unit?: string,
): unknown {
  const distance = bound === "current" ? 0 : bound;
  if (value instanceof Date && unit) {
    return dateAt(value, Number(plainNumber(distance)), unit);
  }
  if (isNumber(value) && isNumber(distance) && !unit) {
    return add(value, distance as BsonNumber, "double");
  }
  throw new CommandError(
    "Location5429414",
    "Invalid range: Expected the sortBy field to be a number, or a date " +
      "where the window has a unit",
  );
}

function dateAt(date: Date, count: number, unit: string): Date {
  const step = milliseconds[unit];
  if (step) return new Date(date.getTime() + count * step);
  const moved = new Date(date);
  const day = date.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + count * (months[unit] ?? 0));
  const last = new Date(moved);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  moved.setUTCDate(Math.min(day, last.getUTCDate()));
  return moved;
}

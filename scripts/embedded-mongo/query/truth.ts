import { isNumber } from "../bson/numbers.ts";

/** False, null, missing values and the zeros of all types are not true. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumber(value) || Number(value) !== 0;
}

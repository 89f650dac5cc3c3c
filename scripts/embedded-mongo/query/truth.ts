import { isNumber } from "../bson/numbers.ts";

/** False are false, null, what is missing, and the zeros of all types. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumber(value) || Number(value) !== 0;
}

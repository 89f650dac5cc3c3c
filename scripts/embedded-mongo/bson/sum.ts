import { Long } from "bson";
import { toDecimal } from "./decimal.ts";
import { double } from "./document.ts";
import {
  add,
  type BsonNumber,
  divide,
  isDecimal,
  isDouble,
} from "./numbers.ts";

/**
 * Adds numbers up as MongoDB does: integers exactly, doubles with twice their
 * precision. The sum has the widest of the types; an int32 that overflows
 * becomes an int64, and that a double.
 */
export function createSum() {
  const doubles = createDoubleSum();
  let decimals: BsonNumber | undefined;
  let small = 0;
  let large = 0n;
  let hasLong = false;
  let hasDouble = false;

  function addInteger(value: BsonNumber): void {
    if (value instanceof Long) {
      hasLong = true;
      large += value.toBigInt();
      return;
    }
    small += Number(value);
    if (Number.isSafeInteger(small)) return;
    large += BigInt(small);
    small = 0;
  }

  function integers(): BsonNumber {
    const sum = large + BigInt(small);
    if (!hasLong && BigInt.asIntN(32, sum) === sum) return Number(sum);
    if (BigInt.asIntN(64, sum) === sum) return Long.fromBigInt(sum);
    return double(Number(sum));
  }

  function asDouble(): number {
    const sum = large + BigInt(small);
    const high = Number(sum);
    return doubles.plus(high, Number(sum - BigInt(high)));
  }

  function total(): BsonNumber {
    if (decimals === undefined) {
      return hasDouble ? double(asDouble()) : integers();
    }
    const whole = add(decimals, integers());
    return hasDouble ? add(whole, double(doubles.plus(0, 0))) : whole;
  }

  return {
    total,

    add(value: BsonNumber): void {
      if (isDecimal(value)) decimals = add(decimals ?? toDecimal(0), value);
      else if (isDouble(value)) {
        hasDouble = true;
        doubles.add(Number(value));
      } else addInteger(value);
    },

    /** A double, unless one of the numbers was a decimal128. */
    average(count: number): BsonNumber {
      if (decimals !== undefined) return divide(total(), count);
      return double(asDouble() / count);
    },
  };
}

/** The sum of doubles and the part of it that a double has no place for. */
function createDoubleSum() {
  let sum = 0;
  let rest = 0;
  let special = 0;

  function add(value: number): void {
    if (!Number.isFinite(value)) {
      special += value;
      return;
    }
    const next = sum + value;
    const lost =
      Math.abs(sum) >= Math.abs(value)
        ? sum - next + value
        : value - next + sum;
    sum = next;
    rest += lost;
  }

  return {
    add,
    plus(high: number, low: number): number {
      const before = { sum, rest };
      add(high);
      add(low);
      const total = sum + rest + special;
      ({ sum, rest } = before);
      return total;
    },
  };
}

import { Binary } from "bson";
import { isNumber } from "../bson/numbers.ts";
import { CommandError } from "../errors.ts";

type Predicate = (value: unknown) => boolean;

/** The operators on bits of integers and of binary data. */
export const bitOperators: Record<string, (argument: unknown) => Predicate> = {
  $bitsAllSet: (mask) => compare(mask, (bits, set) => bits === set),
  $bitsAllClear: (mask) => compare(mask, (_bits, set) => set === 0n),
  $bitsAnySet: (mask) => compare(mask, (_bits, set) => set !== 0n),
  $bitsAnyClear: (mask) => compare(mask, (bits, set) => bits !== set),
};

/** `set` has the bits of the mask that are set in a value. */
function compare(
  argument: unknown,
  accepts: (bits: bigint, set: bigint) => boolean,
): Predicate {
  const mask = maskOf(argument);
  return (value) => {
    const bits = bitsOf(value);
    return bits !== undefined && accepts(mask, bits & mask);
  };
}

/** A mask is a number, binary data, or a list of positions. */
export function maskOf(argument: unknown): bigint {
  if (Array.isArray(argument)) {
    return argument.reduce((mask, at) => mask | (1n << position(at)), 0n);
  }
  const bits = bitsOf(argument);
  if (bits !== undefined && bits >= 0n) return bits;
  throw invalid("the bit mask must be a non-negative integer or binary data");
}

function position(value: unknown): bigint {
  const bits = isNumber(value) ? bitsOf(value) : undefined;
  if (bits !== undefined && bits >= 0n && bits < 2n ** 31n) return bits;
  throw invalid("bit positions must be integers >= 0");
}

/** Undefined for a value that has no bits, such as 1.5. */
function bitsOf(value: unknown): bigint | undefined {
  if (value instanceof Binary) {
    const bytes = Buffer.from(value.value()).reverse();
    return BigInt(`0x${bytes.toString("hex") || "0"}`);
  }
  const text = isNumber(value) ? String(value) : "";
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

function invalid(message: string): CommandError {
  return new CommandError("BadValue", message);
}

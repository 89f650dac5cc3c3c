import { z } from "zod";

const hex = (maxLength: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[0-9a-f]{1,${maxLength}}$`),
      `must be 1 to ${maxLength} of 0-9 a-f`,
    );

const notOnlyZeros = (id: string) => !/^0+$/.test(id);
const zeros = "must not be zero";

/** 64 bits or 128; written in as many digits, whatever was left out. */
export const traceId = hex(32)
  .refine(notOnlyZeros, zeros)
  .transform((id) => {
    const short = id.replace(/^0+/, "");
    return short.padStart(short.length > 16 ? 32 : 16, "0");
  });

export const spanId = hex(16)
  .refine(notOnlyZeros, zeros)
  .transform((id) => id.padStart(16, "0"));

/** Of a root, some clients say that its parent is zero. */
export const parentId = hex(16).transform((id) =>
  notOnlyZeros(id) ? id.padStart(16, "0") : undefined,
);

/**
 * What a trace has in common, also where a client of 64 bits on its way has
 * cut the other half off.
 */
export const lowerHalf = (id: string): string => id.slice(-16);

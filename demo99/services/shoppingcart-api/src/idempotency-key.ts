import type { Request } from "express";
import { z } from "zod";
import { parse } from "#commons/validate.ts";

/** `Idempotency-Key`, as the IETF draft of that name describes it. */
export const idempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, "must be 1 to 100 visible characters")
    .optional(),
});

export function idempotencyKeyOf({ headers }: Request): string | undefined {
  return parse(idempotencyHeader, headers)["idempotency-key"];
}

import * as z from "zod";

/** `Idempotency-Key`, as the IETF draft of that name describes it. */
export const idempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, "must be 1 to 100 visible characters")
    .optional(),
});

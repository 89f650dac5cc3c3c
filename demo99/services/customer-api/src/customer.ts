import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { clientKey, emailAddress, line } from "#commons/validate.ts";

export const reference = z.object({ reference: clientKey });

export const email = z.object({ email: emailAddress });

/** `reference` is the id of the user in user-api. */
export const customer = z.object({
  reference: clientKey,
  name: line(100),
  email: emailAddress,
  version: z.int().min(1).optional(),
});

const position = z.strictObject({ emailKey: z.string() });

/** In a message, a field that is missing is 0 or empty. */
export const customerQuery = z.object({
  limit: z
    .int()
    .min(0)
    .max(100)
    .transform((limit) => limit || 20),
  after: z
    .string()
    .transform((after) => after || undefined)
    .pipe(cursorOf(position)),
});

export type Customer = z.infer<typeof customer>;
export type CustomerQuery = z.infer<typeof customerQuery>;

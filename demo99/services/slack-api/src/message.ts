import * as z from "zod";
import { anyText, clientKey } from "#commons/validate.ts";

export type Message = {
  id: string;
  channel: string;
  message: string;
  at: Date;
};

/** Such as `#user`; one word. */
const channel = z
  .string()
  .max(80)
  .regex(/^[^\s\p{C}]+$/u, "must be a name without spaces");

/** The `id` is an idempotency key: a repeated one is stored once. */
export const newMessage = z.strictObject({
  channel,
  message: anyText(4_000).min(1),
  id: clientKey.optional(),
});

const wholeNumber = (max: number, fallback: number, min = 0) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback);

/** `?channel=&limit=&offset=`; without a channel, of all channels. */
export const messageQuery = z.strictObject({
  channel: channel.optional(),
  limit: wholeNumber(100, 10, 1),
  offset: wholeNumber(1_000_000, 0),
});

export type NewMessage = z.infer<typeof newMessage>;
export type MessageQuery = z.infer<typeof messageQuery>;

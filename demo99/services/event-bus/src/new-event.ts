import * as z from "zod";
import { Forbidden } from "#commons/errors.ts";
import {
  type EventType,
  eventData,
  publisherOf,
} from "#commons/events/event.ts";
import { clientKey, limit } from "#commons/validate.ts";

const mostBytes = 64 * 1024;
export const eventTypes = Object.keys(eventData) as EventType[];

/** Subscribers check the data; the bus checks that it can store them. */
export const newEvent = z.strictObject({
  id: clientKey,
  type: z.enum(eventTypes, `must be one of ${eventTypes.join(", ")}`),
  data: z
    .record(z.string(), z.unknown())
    .refine(isSmall, "must have at most 64 kB"),
});

export type NewEvent = z.infer<typeof newEvent>;

/** `?after=&limit=` of the log: the events behind a position. */
export const eventQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, "must be a position")
    .transform(Number)
    .default(0),
  limit,
});

export type EventQuery = z.infer<typeof eventQuery>;

/** Throws Forbidden if the type belongs to another service. */
export function requirePublisher({ type }: NewEvent, service: string): void {
  const owner = publisherOf[type];
  if (service === owner) return;
  throw new Forbidden(`Only ${owner} may publish ${type}.`);
}

function isSmall(data: object): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(data)) <= mostBytes;
  } catch {
    // Nested too deeply.
    return false;
  }
}

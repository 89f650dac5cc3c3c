import * as z from "zod";

const text = z.string().max(300);

const observation = z.object({
  service: text,
  instanceId: text,
  url: z.url().max(300),
  registryStatus: text,
  /** The time of the last GET /health; undefined before the first. */
  at: z.number().optional(),
  timeMs: z.number().optional(),
  /** The body of the reply, if there was one. */
  health: z.unknown().optional(),
  /** Undefined if the instance is healthy. */
  error: text.optional(),
});

const observations = z.object({
  at: z.number(),
  observations: z.array(observation).max(1_000),
});

/** What monitoring observed of an instance. */
export type Observation = z.infer<typeof observation>;
export type Observations = z.infer<typeof observations>;
export type Status = "UP" | "DOWN" | "UNKNOWN";

/** Reads the reply of monitoring to GET /observations. */
export function parseObservations(reply: unknown): Observations {
  const { data, error: cause } = observations.safeParse(reply);
  if (data) return data;
  throw new Error("The reply of monitoring is invalid.", { cause });
}

type Outcome = Pick<Observation, "at" | "error">;

export function statusOf({ at, error }: Outcome): Status {
  if (at === undefined) return "UNKNOWN";
  return error === undefined ? "UP" : "DOWN";
}

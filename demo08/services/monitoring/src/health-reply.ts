import * as z from "zod";

const check = z.object({
  status: z.string(),
  detail: z.string().optional(),
});

const healthReply = z.object({
  status: z.string().max(50),
  checks: z.record(z.string(), check).default({}),
});

/** The body of a reply to GET /health. */
export type HealthReply = z.infer<typeof healthReply>;

/** Undefined if the text is not such a reply. */
export function parseHealth(text: string): HealthReply | undefined {
  try {
    return healthReply.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

import * as z from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";

const shortage = z.strictObject({
  number: z.string(),
  title: z.string().optional(),
  quantity: z.int(),
  onHand: z.int(),
});

const priceChange = z.strictObject({
  number: z.string(),
  title: z.string(),
  shownCents: z.int(),
  priceCents: z.int(),
});

/** RFC 9457, with the members that this store adds. */
const problem = z
  .looseObject({
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional(),
    shortages: z.array(shortage).optional(),
    priceChanges: z.array(priceChange).optional(),
    reason: z.string().optional(),
    traceId: z.string().optional(),
    error: z.string().optional().meta({ description: "RFC 6749, 5.2" }),
  })
  .meta({ id: "Problem" });

const descriptions: Record<number, string> = {
  400: "The request is not acceptable; `errors` names each bad field.",
  401: "There is no token, or it is not valid.",
  402: "The card was declined; `reason` says why. Nothing is ordered.",
  403: "The role of the caller, or the owner of the resource, forbids it.",
  404: "The resource does not exist.",
  409: "The current state forbids it; `shortages` lists what is out of stock, `priceChanges` lists changed prices.",
  412: "The resource has changed since the `ETag` in `If-Match` was read.",
  413: "The body has more than 100 kB.",
  415: "The body does not have the type `application/json`.",
  429: "Too many requests: wait as long as `Retry-After` says.",
  500: "Unexpected error in the service.",
  503: "The service, or another one that it needs, is unavailable.",
};

const retryAfter = z.object({
  "Retry-After": z.string().optional().meta({ description: "Seconds" }),
});

/** All operations share these objects, so that a document has each once. */
const responses = Object.fromEntries(
  Object.entries(descriptions).map(([status, description]) => [
    status,
    {
      id: `Problem${status}`,
      description,
      content: { "application/problem+json": { schema: problem } },
      ...(status === "503" && { headers: retryAfter }),
    } satisfies ZodOpenApiResponseObject,
  ]),
);

/** Responses with problem details, by status. */
export function problems(...statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [status, responses[status]]),
  );
}

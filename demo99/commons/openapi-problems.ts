import { z } from "zod";

const shortage = z.strictObject({
  number: z.string(),
  title: z.string().optional(),
  quantity: z.int(),
  onHand: z.int(),
});

/** RFC 9457, with the members that this store adds. */
export const problem = z
  .looseObject({
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional(),
    shortages: z.array(shortage).optional(),
    traceId: z.string().optional(),
  })
  .meta({ title: "Problem" });

const texts: Record<number, string> = {
  400: "Not acceptable; `errors` names each bad field.",
  401: "A token is missing where one is needed, or it is not valid.",
  403: "The token is valid, but this is for somebody else.",
  404: "There is no such thing.",
  409: "The state of things does not allow it; `shortages` names what is short.",
  413: "The body has more than 100 kB.",
  429: "Too many requests; `Retry-After` says when to come again.",
  500: "A mistake of the store's own.",
  503: "Something that is needed does not answer.",
};

/** The answer to a request that is refused, referred to by its status. */
export const problemResponses = Object.fromEntries(
  Object.entries(texts).map(([status, description]) => [
    `Problem${status}`,
    {
      description,
      content: {
        "application/problem+json": {
          schema: { $ref: "#/components/schemas/Problem" },
        },
      },
    },
  ]),
);

/** References to these answers, by status. */
export function refusedWith(statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { $ref: `#/components/responses/Problem${status}` },
    ]),
  );
}

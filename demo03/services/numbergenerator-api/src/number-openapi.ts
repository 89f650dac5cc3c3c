import * as z from "zod";
import { describeService, ok, problems } from "#commons/openapi/describe.ts";
import { numberedKinds } from "./number.ts";

const path = z.object({
  kind: z.enum(numberedKinds).meta({ param: { example: "book" } }),
});

const issued = z
  .strictObject({ number: z.string().regex(/^\d+$/), standard: z.string() })
  .meta({ id: "IssuedNumber" });

export const numberOpenApi = describeService(
  "numbergenerator-api",
  "Unique numbers for items and parcels.",
  {
    "GET /numbers/{kind}": {
      summary: "Issue a number; no number is issued twice",
      requestParams: { path },
      responses: { 200: ok(issued), ...problems(404) },
    },
  },
);

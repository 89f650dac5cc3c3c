import { z } from "zod";
import type { Description } from "#commons/openapi.ts";
import { kinds } from "./number.ts";

const issued = z
  .strictObject({ number: z.string().regex(/^\d+$/), standard: z.string() })
  .meta({ title: "IssuedNumber" });

export const numberDescription: Description = {
  service: "numbergenerator-api",
  summary: "Numbers for what is sold and sent. None is given twice.",
  path: { kind: z.enum(kinds) },
  operations: {
    "GET /numbers/{kind}": {
      summary: "A number that nothing else has or will have",
      roles: ["service"],
      answers: { 200: issued },
      refusals: [404],
    },
  },
};

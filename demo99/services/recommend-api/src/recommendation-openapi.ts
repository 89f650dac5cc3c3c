import * as z from "zod";
import { describeService, ok } from "#commons/openapi/describe.ts";
import { replicaOperations } from "#commons/replica/replica-openapi.ts";
import { mostItems, recommendationQuery } from "./recommendation.ts";

const recommendation = z
  .strictObject({
    number: z.string(),
    kind: z.enum(["book", "cd", "dvd"]),
    title: z.string(),
    score: z.number().min(0).max(1).meta({ description: "1 fits best" }),
    reason: z.string().meta({ description: "For the reader" }),
  })
  .meta({ id: "Recommendation" });

const recommendations = z
  .strictObject({
    version: z.string().meta({ description: "The one that has answered" }),
    items: z.array(recommendation).max(mostItems),
    partial: z.boolean(),
    late: z.array(z.string()).meta({
      description: "The services whose data are missing from a partial reply",
    }),
  })
  .meta({ id: "Recommendations" });

const { shape } = recommendationQuery;
const query = z.object({
  number: shape.number.meta({ description: "Like this item" }),
  numbers: shape.numbers.meta({
    description: "Like any of these items, such as those of a cart",
  }),
  topic: shape.topic.meta({
    description: "About these words; the parameters exclude each other",
    param: { example: "time travel" },
  }),
});

const header = z.object({
  "x-api-version": z.string().optional().meta({
    description:
      "The version that has to answer: 400 if it is not deployed, 503 if it is not in service",
  }),
});

export const recommendationOpenApi = describeService(
  "recommend-api",
  "Items by topic, and by the user's tags in version 2.",
  {
    "GET /recommendations": {
      summary: "Recommend at most 12 items, the best first, with a reason",
      requestParams: { query, header },
      responses: { 200: ok(recommendations) },
    },
    ...replicaOperations,
  },
);

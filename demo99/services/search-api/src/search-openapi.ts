import * as z from "zod";
import { describeService, ok, problems } from "#commons/openapi/describe.ts";
import { sources } from "#commons/replica/record.ts";
import { replicaOperations } from "#commons/replica/replica-openapi.ts";
import { resultPath, searchQuery } from "./search-query.ts";
import { groups } from "./source-group.ts";

const item = z
  .strictObject({
    source: z.enum(sources),
    id: z.string().meta({ description: "Of an item, it is its number" }),
    title: z.string(),
    by: z.array(z.string()),
    score: z.number(),
    snippet: z.string().optional(),
    number: z.string().optional().meta({ description: "Of a post's item" }),
    url: z.string().optional(),
    at: z.iso.datetime().optional(),
  })
  .meta({ id: "FoundItem" });

const answer = z
  .strictObject({
    items: z.array(item).meta({ description: "The best first" }),
    next: z.string().nullable(),
    partial: z.boolean(),
    late: z.array(z.enum(groups)).meta({
      description: "The groups of sources that are missing in the items",
    }),
    links: z.strictObject({
      self: z.string(),
      complete: z.string().optional().meta({
        description: "Of a partial answer: the result with all sources",
      }),
    }),
  })
  .meta({ id: "FoundItems" });

const pending = z
  .strictObject({
    status: z.literal("pending"),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: "PendingSearch" });

const later = {
  ...ok(pending),
  description: "Accepted: poll the location until it answers 200",
  headers: z.object({
    Location: z.string().meta({ description: "/search/results/{id}" }),
    "Retry-After": z.string().meta({ description: "Seconds" }),
  }),
};

const { shape } = searchQuery;
const query = z.object({
  q: shape.q.meta({
    description:
      "Every word has to be found: as it is, as the beginning of a word, or with a typing error. Without a word, nothing is found.",
    param: { example: "dracula" },
  }),
  limit: shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: shape.after.meta({
    description: "`next` of another page of the same search",
  }),
});

const header = z.object({
  Prefer: z.string().optional().meta({
    description: "`respond-async`: answer 202, with the result's location",
  }),
});

const path = z.object({
  id: resultPath.shape.id.meta({
    param: { example: "0b9f7a3e-6a0c-4b0e-9f57-3f3c1d9f6a11" },
  }),
});

export const searchOpenApi = describeService(
  "search-api",
  "Ranked search over catalogues, posts and feeds.",
  {
    "GET /search": {
      summary: "Search all sources; a late source is left out, and named",
      requestParams: { query, header },
      responses: { 200: ok(answer), 202: later, ...problems(404) },
    },
    "GET /search/results/{id}": {
      summary:
        "The complete answer to a search, when all sources have answered",
      requestParams: { path },
      responses: { 200: ok(answer), 202: later, ...problems(404) },
    },
    ...replicaOperations,
  },
);

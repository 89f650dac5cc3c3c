import * as z from "zod";
import {
  callers,
  describeService,
  ok,
  problems,
  requestBody,
} from "#commons/openapi/describe.ts";
import { replicaOperations } from "#commons/replica/replica-openapi.ts";
import { completionQuery, newTags, tagPath, tagQuery } from "./tag.ts";

const taggedItem = z
  .strictObject({ number: z.string(), tags: z.array(z.string()) })
  .meta({ id: "TaggedItem" });

const completion = z
  .strictObject({
    tag: z.string(),
    count: z.int().min(1).meta({ description: "Users that use it" }),
  })
  .meta({ id: "TagCompletion" });

const tagPage = z
  .strictObject({
    items: z.array(z.union([taggedItem, completion])),
    next: z.string().nullable().optional(),
  })
  .meta({ id: "TagPage", description: "Completions with a `prefix`" });

const path = z.object({
  number: tagPath.shape.number.meta({ param: { example: "9798000000014" } }),
});

const query = z.object({
  limit: tagQuery.shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: tagQuery.shape.after.meta({ description: "`next` of another page" }),
  prefix: completionQuery.shape.prefix.optional().meta({
    description:
      "The first letters of tags to complete, own ones first; without `after`",
    param: { example: "goth" },
  }),
});

export const tagOpenApi = describeService(
  "tag-api",
  "The tags that each user gives to items.",
  {
    "GET /tags": {
      summary: "List the own tags by item; or complete a tag",
      security: callers("customer", "admin"),
      requestParams: { query },
      responses: { 200: ok(tagPage) },
    },
    "GET /tags/{number}": {
      summary: "Get the own tags of an item",
      security: callers("customer", "admin"),
      requestParams: { path },
      responses: { 200: ok(taggedItem), ...problems(404) },
    },
    "PUT /tags/{number}": {
      summary: "Replace the own tags of an item, at most 20",
      security: callers("customer", "admin"),
      requestParams: { path },
      requestBody: requestBody(newTags, { tags: ["gothic", "to read"] }),
      responses: { 200: ok(taggedItem), ...problems(404) },
    },
    ...replicaOperations,
  },
);

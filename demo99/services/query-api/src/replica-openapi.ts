import * as z from "zod";
import { describeService, ok, problems } from "#commons/openapi/describe.ts";
import { mostComments, postPath, postQuery } from "./post.ts";

const comment = z.strictObject({
  id: z.string(),
  content: z.string().optional().meta({
    description: "Of a comment that is not approved: for its author and staff",
  }),
  status: z.enum(["pending", "approved", "rejected"]),
  author: z.string(),
  createdAt: z.iso.datetime(),
});

const post = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    number: z.string().optional(),
    author: z.string(),
    createdAt: z.iso.datetime(),
    comments: z.array(comment).meta({
      description: `The newest ${mostComments}, the oldest of them first`,
    }),
    commentCount: z.int().min(0),
  })
  .meta({ id: "PostWithComments" });

const posts = z
  .strictObject({ items: z.array(post), next: z.string().nullable() })
  .meta({ id: "PostPage" });

const path = z.object({
  id: postPath.shape.id.meta({ param: { example: "post-1" } }),
});

const { shape } = postQuery;
const query = z.object({
  limit: shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: shape.after.meta({ description: "`next` of another page" }),
  number: shape.number.meta({
    description: "Only posts about this item",
    param: { example: "9798000000014" },
  }),
});

export const replicaOpenApi = describeService(
  "query-api",
  "Posts with their comments, from a replica that events keep up to date.",
  {
    "GET /posts": {
      summary: "List the posts with their comments, the newest post first",
      requestParams: { query },
      responses: { 200: ok(posts) },
    },
    "GET /posts/{id}": {
      summary: "Get a post with its comments",
      requestParams: { path },
      responses: { 200: ok(post), ...problems(404) },
    },
  },
);

import * as z from "zod";
import {
  callers,
  created,
  describeService,
  ok,
  problems,
  requestBody,
} from "#commons/openapi/describe.ts";
import { commentPath, commentQuery, newComment } from "./comment.ts";

const comment = z
  .strictObject({
    id: z.string(),
    postId: z.string(),
    content: z.string().optional().meta({
      description:
        "Of a comment that is not approved: for its author and staff",
    }),
    author: z.string(),
    createdAt: z.iso.datetime(),
    status: z.enum(["pending", "approved", "rejected"]),
  })
  .meta({ id: "Comment" });

const comments = z
  .strictObject({ items: z.array(comment), next: z.string().nullable() })
  .meta({ id: "CommentPage" });

const path = z.object({
  id: commentPath.shape.id.meta({ param: { example: "post-1" } }),
});

const query = z.object({
  limit: commentQuery.shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: commentQuery.shape.after.meta({
    description: "`next` of another page",
  }),
});

export const commentOpenApi = describeService(
  "comments-api",
  "Comments on posts; each is moderated before others can read it.",
  {
    "GET /posts/{id}/comments": {
      summary: "List the comments on a post, the oldest first",
      requestParams: { path, query },
      responses: { 200: ok(comments), ...problems(404) },
    },
    "POST /posts/{id}/comments": {
      summary: "Comment on a post; the comment awaits moderation",
      security: callers("customer", "admin"),
      requestParams: { path },
      requestBody: requestBody(newComment, { content: "I cannot wait." }),
      responses: { 201: created(comment), ...problems(404) },
    },
  },
);

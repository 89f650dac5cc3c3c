import * as z from "zod";
import {
  callers,
  describeService,
  ok,
  problems,
  requestBody,
} from "#commons/openapi/describe.ts";
import { moderationPath, moderationQuery, ruling } from "./moderation.ts";

const { status } = ruling.shape;

const moderation = z
  .strictObject({
    commentId: z.string(),
    postId: z.string(),
    content: z.string(),
    author: z.string(),
    createdAt: z.iso.datetime(),
    status,
    version: z.int().min(1).meta({
      description: "1 is the automatic decision; later ones are by staff",
    }),
    reason: z.string().optional().meta({
      description: "Why the comment was rejected automatically",
    }),
  })
  .meta({ id: "Moderation" });

const moderations = z
  .strictObject({ items: z.array(moderation), next: z.string().nullable() })
  .meta({ id: "ModerationPage" });

const path = z.object({
  commentId: moderationPath.shape.commentId.meta({
    param: { example: "comment-1" },
  }),
});

const { shape } = moderationQuery;
const query = z.object({
  status: shape.status.meta({ param: { example: "rejected" } }),
  limit: shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: shape.after.meta({ description: "`next` of another page" }),
});

export const moderationOpenApi = describeService(
  "moderation-api",
  "Decisions about comments: automatic ones, and those of the staff.",
  {
    "GET /moderations": {
      summary: "List the decisions about comments, the newest comment first",
      security: callers("admin"),
      requestParams: { query },
      responses: { 200: ok(moderations) },
    },
    "PUT /moderations/{commentId}": {
      summary: "Overrule the decision about a comment",
      security: callers("admin"),
      requestParams: { path },
      requestBody: requestBody(ruling, { status: "approved" }),
      responses: { 200: ok(moderation), ...problems(404) },
    },
  },
);

import * as z from "zod";
import {
  callers,
  created,
  describeService,
  ok,
  problems,
  requestBody,
} from "#commons/openapi/describe.ts";
import { newPost, postPath, reactionQuery } from "./post.ts";

const example = { title: "Worth a second reading", number: "9798000000014" };

const post = z
  .strictObject({
    id: z.string(),
    ...newPost.shape,
    author: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Post" });

const reactions = z
  .strictObject({
    postId: z.string(),
    likes: z.int().min(0),
    shares: z.int().min(0),
    liked: z.boolean().meta({ description: "By the caller" }),
    hidden: z.boolean().meta({ description: "By the caller" }),
  })
  .meta({ id: "Reactions" });

const reactionPage = z
  .strictObject({ items: z.array(reactions) })
  .meta({ id: "ReactionPage" });

const path = z.object({
  id: postPath.shape.id.meta({ param: { example: "post-1" } }),
});

const query = z.object({
  posts: reactionQuery.shape.posts.meta({
    description: "Ids of posts, separated by commas",
    param: { example: "post-1,post-2" },
  }),
});

/** An operation of a user, which answers with the reactions after it. */
const reaction = (summary: string) => ({
  summary,
  security: callers("customer", "admin"),
  requestParams: { path },
  responses: { 200: ok(reactions), ...problems(404) },
});

export const postOpenApi = describeService(
  "posts-api",
  "Posts about the items of the shop, and reactions to them.",
  {
    "POST /posts/create": {
      summary: "Create a post, which may be about an item",
      security: callers("customer", "admin"),
      requestBody: requestBody(newPost, example),
      responses: { 201: created(post, "/posts/{id}") },
    },
    "GET /posts/{id}": {
      summary: "Get a post",
      requestParams: { path },
      responses: { 200: ok(post), ...problems(404) },
    },
    "PUT /posts/{id}/like": reaction("Like a post; a repetition does nothing"),
    "DELETE /posts/{id}/like": reaction("Like a post no longer"),
    "PUT /posts/{id}/hidden": reaction("Hide a post from the own view"),
    "DELETE /posts/{id}/hidden": reaction("Hide a post no longer"),
    "POST /posts/{id}/share": reaction("Count that a post was shared"),
    "GET /reactions": {
      summary: "List the reactions to posts; unknown posts are left out",
      requestParams: { query },
      responses: { 200: ok(reactionPage) },
    },
  },
);

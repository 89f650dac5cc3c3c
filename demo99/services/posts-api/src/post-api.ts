import { type Response, Router } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import {
  newPost,
  nothing,
  postPath,
  reactionQuery,
  type UserList,
} from "./post.ts";
import type { PostService } from "./post-service.ts";

/** The lists of users that a path adds its caller to. */
const lists: Record<string, UserList> = {
  "/posts/:id/like": "likedBy",
  "/posts/:id/hidden": "hiddenBy",
};

export function createPostApi(posts: PostService): Router {
  const router = Router();

  router.get("/reactions", async (req, res) => {
    const { posts: ids } = parse(reactionQuery, req.query);
    res.json({ items: await posts.listReactions(ids, userOf(res)) });
  });

  router.use("/posts", noQuery, jsonBody);

  router.post("/posts/create", async (req, res) => {
    const post = await posts.create(parse(newPost, req.body), userOf(res));
    res.status(201).location(`/posts/${post.id}`).json(post);
  });

  router.get("/posts/:id", async (req, res) => {
    const { id } = parse(postPath, req.params);
    res.json(await posts.get(id));
  });

  for (const [path, list] of Object.entries(lists)) {
    router
      .route(path)
      .put(async (req, res) => {
        const { id } = parse(postPath, req.params);
        parse(nothing, req.body);
        res.json(await posts.add(id, list, userOf(res)));
      })
      .delete(async (req, res) => {
        const { id } = parse(postPath, req.params);
        res.json(await posts.remove(id, list, userOf(res)));
      });
  }

  router.post("/posts/:id/share", async (req, res) => {
    const { id } = parse(postPath, req.params);
    parse(nothing, req.body);
    res.json(await posts.share(id, userOf(res)));
  });

  return router;
}

/** "" for a caller that is no person: a service may have any name. */
function userOf(res: Response): string {
  const caller = callerOf(res);
  return caller && caller.role !== "service" ? caller.name : "";
}

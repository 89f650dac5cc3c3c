import { type Response, Router } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { visibleTo } from "#commons/visible-comment.ts";
import { toShown } from "./comment.ts";
import { type PostWithComments, postPath, postQuery } from "./post.ts";
import type { ReplicaService } from "./replica-service.ts";

export function createReplicaApi(replica: ReplicaService): Router {
  const router = Router();

  router.get("/posts", async (req, res) => {
    const { items, next } = await replica.list(parse(postQuery, req.query));
    res.json({ items: items.map((post) => show(post, res)), next });
  });

  router.get("/posts/:id", noQuery, async (req, res) => {
    const { id } = parse(postPath, req.params);
    res.json(show(await replica.get(id), res));
  });

  return router;
}

/** With the comments as the caller may see them. */
function show({ comments, ...post }: PostWithComments, res: Response) {
  const caller = callerOf(res);
  const visible = comments.map((it) => visibleTo(caller, toShown(it)));
  return { ...post, comments: visible };
}

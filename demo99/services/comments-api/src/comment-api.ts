import { Router } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { visibleTo } from "#commons/visible-comment.ts";
import {
  type Comment,
  commentPath,
  commentQuery,
  newComment,
  toShown,
} from "./comment.ts";
import type { CommentService } from "./comment-service.ts";

export function createCommentApi(comments: CommentService): Router {
  const router = Router();

  router
    .route("/posts/:id/comments")
    .get(async (req, res) => {
      const { id } = parse(commentPath, req.params);
      const query = parse(commentQuery, req.query);
      const { items, next } = await comments.list(id, query);
      const show = (comment: Comment) =>
        visibleTo(callerOf(res), toShown(comment));
      res.json({ items: items.map(show), next });
    })
    .post(noQuery, jsonBody, async (req, res) => {
      const { id } = parse(commentPath, req.params);
      const author = callerOf(res)?.name ?? "";
      const comment = await comments.create(
        id,
        parse(newComment, req.body),
        author,
      );
      res.status(201).json(toShown(comment));
    });

  return router;
}

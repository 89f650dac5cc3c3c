import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createCommentApi } from "../src/comment-api.ts";
import { commentOpenApi } from "../src/comment-openapi.ts";
import type { CommentService } from "../src/comment-service.ts";

itDescribes(
  "comments-api",
  commentOpenApi,
  createCommentApi({} as CommentService),
);

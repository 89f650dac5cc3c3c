import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createPostApi } from "../src/post-api.ts";
import { postOpenApi } from "../src/post-openapi.ts";
import type { PostService } from "../src/post-service.ts";

itDescribes("posts-api", postOpenApi, createPostApi({} as PostService));

import { boot } from "#commons/boot.ts";
import { envNumber } from "#commons/env.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { recommendationOpenApi as openApi } from "./recommendation-openapi.ts";
import { createRecommendations } from "./recommendations.ts";

const service = boot("recommend-api", 8122);
const database = service.openDatabase();
const replica = createReplica(database, service.log);
const { routes, prepare } = createRecommendations({
  ...{ replica, version: service.version || "2" },
  tagApi: service.client("http://tag-api", {
    timeoutMs: envNumber("TAGS_TIMEOUT_MS", 500),
  }),
});

await service.start({
  ...{ database, openApi, routes: routes.use(replica.routes) },
  prepare: () => replica.prepare().then(prepare),
});

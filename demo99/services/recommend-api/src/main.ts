import { boot } from "#commons/boot.ts";
import { envNumber } from "#commons/env.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { recommendationOpenApi as openApi } from "./recommendation-openapi.ts";
import { createRecommendations } from "./recommendations.ts";
import { createTopicClient } from "./topic-client.ts";

const { log, ...service } = boot("recommend-api", 8122);
const database = service.openDatabase();
const replica = createReplica(database, log);
const worker = new URL("./topic-worker.mjs", import.meta.url);
const topics = createTopicClient({ replica, worker, log });
const timeoutMs = envNumber("TAGS_TIMEOUT_MS", 500);
const tagApi = service.client("http://tag-api", { timeoutMs });
const version = service.version || "2";
const routes = createRecommendations({ topics, version, tagApi });
routes.use(replica.routes);
const prepare = () => replica.prepare().then(topics.prepare);

await service.start({ ...topics, database, openApi, prepare, routes });

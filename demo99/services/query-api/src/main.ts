import { boot } from "#commons/boot.ts";
import { createReplica } from "./replica.ts";
import { replicaOpenApi as openApi } from "./replica-openapi.ts";

const service = boot("query-api", 8114);
const database = service.openDatabase();
const optionalBroker = service.openBroker();
const { routes, handlers, prepare } = createReplica(database, optionalBroker);
routes.use(service.subscribeEvents(handlers));

await service.start({ database, optionalBroker, openApi, prepare, routes });

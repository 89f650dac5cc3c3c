import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { localShop } from "./cors.ts";
import { createGatewayRoutes } from "./gateway-routes.ts";

const service = boot("gateway", 8100);
const database = service.openDatabase();
const optionalBroker = service.openBroker();
const { live, ...routes } = createGatewayRoutes({
  ...service,
  database,
  broker: optionalBroker,
  page: new URL("./page/", import.meta.url),
  clients: env("OAUTH_CLIENTS", ""),
  origins: env("ALLOWED_ORIGINS", localShop),
  requestsPerMinute: envNumber("RATE_LIMIT_PER_MINUTE", 6_000),
});

await live(await service.start({ ...routes, database, optionalBroker }));

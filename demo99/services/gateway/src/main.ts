import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { allowOrigins, localShop } from "./cors.ts";
import { createGatewayRoutes } from "./gateway-routes.ts";

const service = boot("gateway", 8100);
const database = service.openDatabase();

await service.start({
  database,
  first: [allowOrigins(env("ALLOWED_ORIGINS", localShop))],
  ...createGatewayRoutes({
    ...service,
    database,
    page: new URL("./page/", import.meta.url),
    clients: env("OAUTH_CLIENTS", ""),
    requestsPerMinute: envNumber("RATE_LIMIT_PER_MINUTE", 6_000),
  }),
});

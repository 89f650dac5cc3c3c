import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { allowOrigins } from "./cors.ts";
import { createGatewayRoutes } from "./gateway-routes.ts";

const service = boot("gateway", 8100);
const database = service.openDatabase();
const shop = "http://localhost:8080,http://127.0.0.1:8080";

await service.start({
  database,
  // Before authentication: a preflight request has no token.
  first: [allowOrigins(env("ALLOWED_ORIGINS", shop))],
  ...createGatewayRoutes({
    ...service,
    database,
    page: new URL("./page/", import.meta.url),
    requestsPerMinute: envNumber("RATE_LIMIT_PER_MINUTE", 6_000),
  }),
});

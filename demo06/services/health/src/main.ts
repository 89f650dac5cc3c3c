import { fileURLToPath } from "node:url";
import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { repeat } from "#commons/repeat.ts";
import { startService } from "#commons/service.ts";
import { createHistory } from "./history.ts";
import { createStatusApi } from "./status-api.ts";
import { createStatusService } from "./status-service.ts";

const name = "health";
const port = number("PORT", 8091);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const now = Date.now;
const history = createHistory(now);
const status = createStatusService({ registry, history, log, now });
const page = fileURLToPath(new URL("./page/", import.meta.url));
repeat(number("CHECK_SECONDS", 2) * 1_000, status.check, log);

await startService({
  // Without a line for every look at the page; who is up or down is logged.
  log: log.child({}, { level: "warn" }),
  port,
  registry,
  routes: createStatusApi(status, page),
});

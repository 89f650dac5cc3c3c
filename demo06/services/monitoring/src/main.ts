import { boot } from "#commons/boot.ts";
import { envNumber } from "#commons/env.ts";
import { createMonitoring } from "./monitoring.ts";

const { registry, start } = boot("monitoring", 8090);
const page = new URL("./page/", import.meta.url);
const { routes, poll } = createMonitoring({ registry, page });

setInterval(poll, 1_000 * envNumber("POLL_SECONDS", 1));

// A platform service: a logged request for each batch of log lines would be
// part of the next batch.
await start({ routes, isPlatform: true });

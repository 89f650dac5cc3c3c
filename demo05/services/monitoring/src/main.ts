import { boot } from "#commons/boot.ts";
import { createMonitoring } from "./monitoring.ts";

const { registry, start } = boot("monitoring", 8090);
const page = new URL("./page/", import.meta.url);
const { routes, poll } = createMonitoring({ registry, page });

setInterval(poll, 1_000);

await start({
  routes,
  // At info, each batch of log lines would add a line to the next batch.
  requestLevel: "debug",
});

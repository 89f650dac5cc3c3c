import { boot } from "#commons/boot.ts";
import { runSync } from "../../sync-api/src/run-sync.ts";
import { createMonolith } from "./monolith.ts";
import { searchSettings, syncSettings } from "./settings.ts";

const { openDatabase, client, log, registry, start } = boot("monolith", 8130);
const database = openDatabase();
const worker = new URL("./index-worker.mjs", import.meta.url);
const monolith = createMonolith({
  ...{ database, log, client, instance: registry.instanceId },
  search: { ...searchSettings(), worker },
  sync: syncSettings(),
});

await start({ ...monolith, database });
// Last: the calls need the list of instances, which comes from the registry.
runSync(monolith.sync, log);

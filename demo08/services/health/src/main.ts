import { fileURLToPath } from "node:url";
import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { parseObservations } from "./observation.ts";
import { createStatusApi } from "./status-api.ts";
import { createStatusService } from "./status-service.ts";

const { log, client, start } = boot("health", 8091);
const monitoring = client("http://monitoring", { timeoutMs: 1_000 });
const read = async () =>
  parseObservations(await monitoring("GET", "/observations"));
const status = createStatusService({ read, log, now: Date.now });
const page = fileURLToPath(new URL("./page/", import.meta.url));
repeat(1_000, status.update, log);

await start({ routes: createStatusApi(status, page), isPlatform: true });

import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { readSettings } from "./settings.ts";
import { createTracingServer } from "./tracing-server.ts";

const { start } = boot("tracing", 9411);
const page = new URL("./page/", import.meta.url);
// The names that Zipkin gives to its own settings.
const settings = readSettings({
  MEM_MAX_SPANS: env("MEM_MAX_SPANS", "100000"),
  STRICT_TRACE_ID: env("STRICT_TRACE_ID", "true"),
  AUTOCOMPLETE_KEYS: env("AUTOCOMPLETE_KEYS", "error,http.method,http.path"),
});

await start({ routes: createTracingServer(settings, page), isPlatform: true });

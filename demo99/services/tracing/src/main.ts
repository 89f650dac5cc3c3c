import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { readSettings } from "./settings.ts";
import { createTracingServer } from "./tracing-server.ts";

const { log, start } = boot("tracing", 9411);
const page = new URL("./page/", import.meta.url);
const settings = readSettings({
  MEM_MAX_SPANS: env("MEM_MAX_SPANS", "100000"),
  MEM_MAX_BYTES: env("MEM_MAX_BYTES", "128000000"),
  MEM_MAX_SPAN_BYTES: env("MEM_MAX_SPAN_BYTES", "256000"),
  STRICT_TRACE_ID: env("STRICT_TRACE_ID", "true"),
  AUTOCOMPLETE_KEYS: env("AUTOCOMPLETE_KEYS", "error,http.method,http.path"),
  ZIPKIN_QUERY_ALLOWED_ORIGINS: env("ZIPKIN_QUERY_ALLOWED_ORIGINS", ""),
});

const routes = createTracingServer(settings, page, log);

await start({ routes, isPlatform: true });

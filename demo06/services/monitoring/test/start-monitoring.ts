import { createLog } from "#commons/log.ts";
import type { RegisteredInstance } from "#commons/registry.ts";
import { createApp } from "#commons/service.ts";
import { serve } from "#commons/test/test-servers.ts";
import { createMonitoring } from "../src/monitoring.ts";

export type RunningMonitoring = Awaited<ReturnType<typeof startMonitoring>>;

/** Monitoring on a free port; the test moves its clock and starts rounds. */
export async function startMonitoring(registered: RegisteredInstance[] = []) {
  let time = Date.now();
  const monitoring = createMonitoring({
    registry: { list: () => registered },
    page: new URL("../page/", import.meta.url),
    now: () => time,
  });
  const log = createLog("test", "silent");
  const url = await serve(createApp({ log, routes: monitoring.routes }));

  return {
    url,

    /** So many rounds, one second apart. */
    async rounds(count: number) {
      for (let i = 0; i < count; i++) {
        time += 1_000;
        await monitoring.poll();
      }
    },

    async get(path: string) {
      const response = await fetch(url + path);
      return { status: response.status, body: await response.json() };
    },

    post: (path: string, body: unknown) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };
}

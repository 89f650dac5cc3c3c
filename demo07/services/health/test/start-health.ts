import { fileURLToPath } from "node:url";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { serve } from "#commons/test/test-servers.ts";
import { parseObservations } from "../src/observation.ts";
import { createStatusApi } from "../src/status-api.ts";
import { createStatusService } from "../src/status-service.ts";
import { createClock } from "./made-up.ts";

const page = fileURLToPath(new URL("../page/", import.meta.url));

/** The health service, with replies of monitoring as the test sets them. */
export async function startHealth() {
  const clock = createClock();
  const monitoring = { reply: async (): Promise<unknown> => ({}) };
  const log = createLog("test", "silent");
  const read = async () => parseObservations(await monitoring.reply());
  const status = createStatusService({ read, log, now: clock.now });
  const routes = createStatusApi(status, page);
  const url = await serve(createApp({ log, routes }));

  async function update(reply: () => Promise<unknown>) {
    monitoring.reply = reply;
    await status.update();
    clock.passSeconds(1);
  }

  return {
    ...clock,
    url,

    observe: (...observations: unknown[]) =>
      update(async () => ({ at: clock.now(), observations })),
    reply: (body: unknown) => update(async () => body),
    fail: (message: string) => update(() => Promise.reject(new Error(message))),

    async get(path: string) {
      const response = await fetch(url + path);
      return { status: response.status, body: await response.json() };
    },
  };
}

import { until } from "../testing/until.ts";
import { ask } from "./ask.ts";
import { assume } from "./lesson.ts";

/** A URL that names unhealthy instances, and the field with their names. */
export type Watcher = { url: string; field: string };

/** URLs of instances, and when; undefined if the watcher does not exist. */
export type Named = { urls: string[]; ms: number } | undefined;

export const watchers: Record<"url" | "page", Watcher> = {
  url: { url: "http://localhost:8090/unhealthy", field: "unhealthy" },
  // The content of the health page, for programs.
  page: { url: "http://localhost:8091/instances", field: "down" },
};

const registryUrl = "http://localhost:8761/eureka/apps";
const everyMs = 250;

/** The URLs of the instances that this watcher names now. */
async function askWatcher({ url, field }: Watcher) {
  const body = await ask<Record<string, { url: string }[]>>(url);
  if (!body) return undefined;
  const named = body[field];
  if (!named) throw new Error(`${url} has no "${field}".`);
  return named.map((instance) => instance.url);
}

/** Asks until only the instance at `url` is named, or the time is up. */
export async function askUntilNamed(
  watcher: Watcher,
  url: string,
  withinMs: number,
): Promise<string[] | undefined> {
  let named = await askWatcher(watcher);
  const isNamed = async () => {
    named = await askWatcher(watcher);
    return !named || named.join() === url;
  };
  await until(`${url} is named`, isNamed, { withinMs, everyMs }).catch(
    () => {},
  );
  return named;
}

/** Port and status of each instance, after a heartbeat of each. */
export async function askRegistry(service: string) {
  const since = Date.now();
  return until("a heartbeat of each instance", async () => {
    const response = await fetch(`${registryUrl}/${service}`, {
      headers: { accept: "application/json" },
    });
    const { application } = (await response.json()) as Application;
    for (const { leaseInfo } of application.instance) {
      assume(leaseInfo.lastRenewalTimestamp >= since, "No heartbeat yet.");
    }
    return application.instance.map(({ port, status }) => {
      return `${port.$} ${status}`;
    });
  });
}

type Application = {
  application: {
    instance: {
      port: { $: number };
      status: string;
      leaseInfo: { lastRenewalTimestamp: number };
    }[];
  };
};

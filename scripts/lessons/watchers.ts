import { until } from "../testing/until.ts";
import { assume } from "./lesson.ts";

/** Somebody who may know who is ill: a URL, and where its answer says so. */
export type Watcher = { url: string; field: string };

/** Whom a watcher named, how long after; undefined when nobody is there. */
export type Said = { urls: string[]; ms: number } | undefined;

export const watchers: Record<"url" | "page", Watcher> = {
  url: { url: "http://localhost:8090/ill", field: "ill" },
  // What the status page shows, as a program reads it.
  page: { url: "http://localhost:8091/instances", field: "down" },
};

const registryUrl = "http://localhost:8761/eureka/apps";
const everyMs = 250;

/** The URLs of the instances that this watcher calls ill, at this moment. */
export async function ask({ url, field }: Watcher) {
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(url, { signal }).catch(unlessNobody);
  if (!response) return undefined;
  const body = (await response.json()) as Record<string, { url: string }[]>;
  const named = body[field];
  if (!named) throw new Error(`${url} has no "${field}".`);
  return named.map((instance) => instance.url);
}

function unlessNobody(error: Error & { cause?: NodeJS.ErrnoException }) {
  if (error.cause?.code === "ECONNREFUSED") return undefined;
  throw error;
}

/** Asks until the instance at `url` is named, and no other; or for so long. */
export async function askUntilNamed(
  watcher: Watcher,
  url: string,
  withinMs: number,
): Promise<string[] | undefined> {
  let said = await ask(watcher);
  const isNamed = async () => {
    said = await ask(watcher);
    return !said || said.join() === url;
  };
  await until(`${url} is named`, isNamed, { withinMs, everyMs }).catch(
    () => {},
  );
  return said;
}

/** What the registry says of each copy, when it has heard from all of them. */
export async function askRegistry(service: string) {
  const since = Date.now();
  return until("a heartbeat of each instance", async () => {
    const response = await fetch(`${registryUrl}/${service}`, {
      headers: { accept: "application/json" },
    });
    const { application } = (await response.json()) as Application;
    for (const { leaseInfo } of application.instance) {
      assume(leaseInfo.lastRenewalTimestamp >= since, "It was before.");
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

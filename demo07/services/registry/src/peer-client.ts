import { z } from "zod";
import { instanceInfo } from "./instance-info.ts";
import type { InstanceLease } from "./registration.ts";
import { toInstanceInfo } from "./representation.ts";

/** What registries tell each other, in Netflix's words. */
export const actions = [
  "Register",
  "Heartbeat",
  "Cancel",
  "StatusUpdate",
  "DeleteStatusOverride",
] as const;

export type Action = (typeof actions)[number];

/** A registry passes on what it is told, unless it comes with this header. */
export const replicationHeader = "x-netflix-discovery-replication";

const registry = z.object({
  applications: z.object({
    application: z.array(z.object({ instance: z.array(z.unknown()) })),
  }),
});

export type PeerClient = ReturnType<typeof createPeerClient>;

/** Another registry, at a URL such as `http://localhost:8762/eureka`. */
export function createPeerClient(serviceUrl: string, timeoutMs = 2_000) {
  const { username, password, origin, pathname } = new URL(serviceUrl);
  const url = origin + pathname.replace(/\/+$/, "");
  // fetch refuses URLs with credentials in them.
  const credentials = `${username}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;

  async function call(method: string, path: string, body?: unknown) {
    const response = await fetch(url + path, {
      method,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        [replicationHeader]: "true",
        authorization,
      },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (response.status >= 500 || response.status === 401) {
      throw new Error(`${url} answered ${response.status}.`);
    }
    return { status: response.status, text };
  }

  function register(lease: InstanceLease) {
    const { app } = lease.holder.instance;
    const instance = toInstanceInfo(lease);
    return call("POST", `/apps/${encodeURIComponent(app)}`, { instance });
  }

  async function renew(lease: InstanceLease) {
    const { status, override } = lease.holder;
    const query = { status, ...(override && { overriddenstatus: override }) };
    const answer = await call("PUT", pathOf(lease, "", query));
    if (answer.status === 404) await register(lease);
  }

  return {
    url,

    /** Throws if the peer does not answer, or cannot do it now. */
    async send(action: Action, lease: InstanceLease): Promise<void> {
      const value = lease.holder.status;
      if (action === "Register") await register(lease);
      if (action === "Heartbeat") await renew(lease);
      if (action === "Cancel") await call("DELETE", pathOf(lease));
      if (action === "StatusUpdate") {
        await call("PUT", pathOf(lease, "/status", { value }));
      }
      if (action === "DeleteStatusOverride") {
        await call("DELETE", pathOf(lease, "/status", { value }));
      }
    },

    /** Everything that is registered there and makes sense here. */
    async fetchAll() {
      const { text } = await call("GET", "/apps");
      const { applications } = registry.parse(JSON.parse(text));
      return applications.application
        .flatMap((application) => application.instance)
        .map((instance) => instanceInfo.safeParse(instance))
        .flatMap(({ data }) => data ?? []);
    },
  };
}

function pathOf(lease: InstanceLease, suffix = "", query = {}): string {
  const { app, id, lastDirtyTimestamp } = lease.holder.instance;
  const path = [app, id].map(encodeURIComponent).join("/");
  const parameters = new URLSearchParams({
    ...query,
    lastDirtyTimestamp: String(lastDirtyTimestamp),
  });
  return `/apps/${path}${suffix}?${parameters}`;
}

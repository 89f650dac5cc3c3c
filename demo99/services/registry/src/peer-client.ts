import * as z from "zod";
import { instanceInfo } from "./instance-info.ts";
import type { InstanceLease } from "./registration.ts";
import { toInstanceInfo } from "./representation.ts";

/** The replication messages of Netflix's servers. */
export const actions = [
  "Register",
  "Heartbeat",
  "Cancel",
  "StatusUpdate",
  "DeleteStatusOverride",
] as const;

export type Action = (typeof actions)[number];

/** A message with this header is not passed on to further peers. */
export const replicationHeader = "x-netflix-discovery-replication";

/** Netflix's older servers write a list of one entry as that entry. */
const list = z
  .unknown()
  .transform((it) => (Array.isArray(it) ? it : it ? [it] : []));

const registry = z.object({ applications: z.object({ application: list }) });
const application = z.object({ instance: list });

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

    /** Throws if the peer does not respond, or responds 5xx or 401. */
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

    /** Every valid instance there; an invalid one does not discard others. */
    async fetchAll() {
      const { text } = await call("GET", "/apps");
      const { applications } = registry.parse(JSON.parse(text));
      return applications.application
        .flatMap((it) => application.safeParse(it).data?.instance ?? [])
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

import type { HttpClient } from "#commons/http.ts";
import type { ReplicaRecord, Source } from "#commons/replica/record.ts";

export type Changes = {
  put: ReplicaRecord[];
  delete: string[];
  version: number;
};

/** A page of long texts on a busy machine; two attempts are possible. */
const timeoutMs = 6_000;

/** A replica that is filled, of the service with this name. */
export type Target = {
  name: string;
  /** The `id` is another one when the replica has lost its data. */
  describe(): Promise<{ id: string }>;
  change(source: Source, changes: Changes): Promise<void>;
};

/** Calls the services with replicas; their names are separated by commas. */
export function createReplicaClients(
  client: (service: string, options: { timeoutMs: number }) => HttpClient,
  names: string,
): Target[] {
  return names
    .split(",")
    .filter(Boolean)
    .map((name) => {
      const service = client(`http://${name}`, { timeoutMs });
      return {
        name,
        describe: () => service<{ id: string }>("GET", "/replica"),
        change: (source, changes) =>
          service("PUT", `/replica/${source}`, changes),
      };
    });
}

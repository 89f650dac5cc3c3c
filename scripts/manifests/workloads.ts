import type { Needs } from "./calls.ts";

export type Labels = Record<string, string>;

/** What has pods of its own: a service, or one version of it. */
export type Workload = {
  name: string;
  /** Of its pods, and of no others. */
  labels: Labels;
  service: Needs;
  /** Settings besides those that all services share. */
  settings: Record<string, string>;
};

export function workloadsOf(service: Needs): Workload[] {
  const { name, versions } = service;
  if (versions.length === 0) return [wholeOf(service)];
  return versions.map(({ version, weight }) => ({
    name: `${name}-${version}`,
    labels: { app: name, version },
    service,
    settings: { VERSION: version, WEIGHT: `${weight}` },
  }));
}

/** All pods of a service, whatever their version. */
export function wholeOf(service: Needs): Workload {
  const { name } = service;
  return { name, labels: { app: name }, service, settings: {} };
}

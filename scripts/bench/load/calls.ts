import type { Instance } from "../../stage/stage.ts";

const ofProbes = /route="\/(metrics|ping|health)"/;

/** How many requests each service has had, by its metrics. */
export async function readCalls(
  instances: Pick<Instance, "service" | "url">[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const served = instances.filter(({ url }) => url.startsWith("http:"));
  await Promise.all(
    served.map(async ({ service, url }) => {
      const response = await fetch(`${url}/metrics`).catch(() => undefined);
      const count = countCalls((await response?.text()) ?? "");
      counts.set(service, (counts.get(service) ?? 0) + count);
    }),
  );
  return counts;
}

/** The requests in the metrics of an instance, without those of probes. */
export function countCalls(metrics: string): number {
  return metrics
    .split("\n")
    .filter((line) => line.startsWith("http_server_requests_seconds_count{"))
    .filter((line) => !ofProbes.test(line))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

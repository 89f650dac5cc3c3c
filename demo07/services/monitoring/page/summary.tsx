import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";
import { hostOf } from "./format.ts";

/** Which instances are unhealthy, in large letters. */
export function Summary({ services }: { services: ServiceRow[] }) {
  const all = services.flatMap(({ instances }) => instances);
  const unhealthy = all.filter(({ condition }) => condition === "unhealthy");
  const degraded = all.filter(({ condition }) => condition === "degraded");
  if (all.length === 0) {
    return <p className="notice summary">No instance is registered yet.</p>;
  }
  if (unhealthy.length === 0) {
    return (
      <p className="notice summary">
        <strong>{allHealthy(all.length)}</strong>
      </p>
    );
  }
  return (
    <section role="alert" className="notice bad">
      {unhealthy.map((instance) => (
        <Unhealthy key={instance.instanceId} instance={instance} />
      ))}
      {degraded.length > 0 && (
        <p>
          Degraded because of it:{" "}
          {[...new Set(degraded.map(({ service }) => service))].join(", ")}.
        </p>
      )}
    </section>
  );
}

function Unhealthy({ instance }: { instance: InstanceRow }) {
  const { service, url, reasons } = instance;
  return (
    <p className="summary">
      <strong>
        {service} at {hostOf(url)} is unhealthy.
      </strong>{" "}
      {reasons.join(" ")}
    </p>
  );
}

function allHealthy(count: number): string {
  return count === 1
    ? "The only instance is healthy."
    : `All ${count} instances are healthy.`;
}

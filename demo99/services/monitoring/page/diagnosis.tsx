import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";
import { hostOf } from "./format.ts";

/** The answer to "which instance is ill?", to be read from the back row. */
export function Diagnosis({ services }: { services: ServiceRow[] }) {
  const all = services.flatMap(({ instances }) => instances);
  const ill = all.filter(({ condition }) => condition === "ill");
  const suffering = all.filter(({ condition }) => condition === "suffering");
  if (ill.length === 0) {
    return (
      <p className="notice verdict">
        <strong>Nobody is ill.</strong> {all.length} instances of{" "}
        {services.length} services are watched.
      </p>
    );
  }
  return (
    <section role="alert" className="notice bad">
      {ill.map((instance) => (
        <Ill key={instance.instanceId} instance={instance} />
      ))}
      {suffering.length > 0 && (
        <p>
          Others suffer from it:{" "}
          {[...new Set(suffering.map(({ service }) => service))].join(", ")}.
        </p>
      )}
    </section>
  );
}

function Ill({
  instance: { service, url, reasons },
}: {
  instance: InstanceRow;
}) {
  return (
    <p className="verdict">
      <strong>
        {service} at {hostOf(url)} is ill.
      </strong>{" "}
      {reasons.join(" ")}
    </p>
  );
}

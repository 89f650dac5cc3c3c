import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";
import {
  formatBytes,
  formatMs,
  formatRate,
  formatShare,
  hostOf,
} from "./format.ts";

const columns = [
  "requests/s",
  "errors",
  "p50",
  "p95",
  "memory",
  "event loop",
] as const;

/** Every instance, by service. */
export function Instances({ services }: { services: ServiceRow[] }) {
  if (services.length === 0) {
    return <p className="notice">The registry knows of nobody yet.</p>;
  }
  return (
    <table className="instances">
      <thead>
        <tr>
          <th scope="col">service</th>
          <th scope="col">instance</th>
          {columns.map((name) => (
            <th scope="col" className="figure" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {services.map((row) => (
        <Service key={row.service} row={row} />
      ))}
    </table>
  );
}

function Service({
  row: { service, up, total, instances },
}: {
  row: ServiceRow;
}) {
  return (
    <tbody>
      {instances.map((instance, i) => (
        <tr key={instance.instanceId} className={instance.condition}>
          {i === 0 && (
            <th scope="rowgroup" rowSpan={instances.length}>
              {service}
              {total > 1 && (
                <small>
                  {up} of {total} up
                </small>
              )}
            </th>
          )}
          <td>
            <State instance={instance} />
          </td>
          <Figures instance={instance} />
        </tr>
      ))}
    </tbody>
  );
}

function State({ instance }: { instance: InstanceRow }) {
  const { url, condition, state, reasons, isRegistered } = instance;
  const status = condition === "well" ? state : condition;
  return (
    <>
      <span className={`status ${status}`}>{status.toUpperCase()}</span>{" "}
      <span className="id">{hostOf(url)}</span>
      {reasons.map((reason) => (
        <small key={reason}>{reason}</small>
      ))}
      {state === "up" && !isRegistered && <small>not registered</small>}
    </>
  );
}

function Figures({ instance }: { instance: InstanceRow }) {
  const cells = [
    formatRate(instance.perSecond),
    formatShare(instance.errorShare),
    formatMs(instance.p50Ms),
    formatMs(instance.p95Ms),
    formatBytes(instance.memoryBytes),
    formatMs(instance.lagMs),
  ];
  return columns.map((name, i) => (
    <td key={name} className="figure" data-label={name}>
      {cells[i]}
    </td>
  ));
}

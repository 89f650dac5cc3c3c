import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";
import { InstanceState } from "./instance-state.tsx";
import { measures } from "./measures.ts";
import { PoolCell } from "./pool.tsx";

/** The table of all instances, by service. */
export function Instances({ services }: { services: ServiceRow[] }) {
  if (services.length === 0) return null;
  return (
    <table className="instances">
      <thead>
        <tr>
          <th scope="col">service</th>
          <th scope="col">instance</th>
          {measures.map(({ name }) => (
            <th scope="col" className="figure" key={name}>
              {name}
            </th>
          ))}
          <th scope="col" className="figure">
            database
          </th>
        </tr>
      </thead>
      {services.map((row) => (
        <Service key={row.service} row={row} />
      ))}
    </table>
  );
}

function Service({ row }: { row: ServiceRow }) {
  return (
    <tbody>
      {row.instances.map((instance, i) => (
        <tr key={instance.instanceId} className={instance.condition}>
          {i === 0 && <ServiceCell row={row} />}
          <td>
            <InstanceState instance={instance} />
          </td>
          <Figures instance={instance} />
          <PoolCell pool={instance.pool} />
        </tr>
      ))}
    </tbody>
  );
}

function ServiceCell({ row }: { row: ServiceRow }) {
  const { service, up, total } = row;
  return (
    <th scope="rowgroup" rowSpan={total}>
      {service}
      {total > 1 && (
        <small>
          {up} of {total} up
        </small>
      )}
    </th>
  );
}

function Figures({ instance }: { instance: InstanceRow }) {
  return measures.map(({ name, of, format }) => (
    <td key={name} className="figure" data-label={name}>
      {format(of(instance))}
    </td>
  ));
}

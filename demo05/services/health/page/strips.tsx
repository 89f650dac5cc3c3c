import type { Overview } from "../src/status-service.ts";
import type { Strip } from "../src/strip.ts";
import { Samples } from "./samples.tsx";

/** Every instance, by service, with its samples of the last 90 seconds. */
export function Strips({ overview }: { overview: Overview }) {
  const { strips, windowMs } = overview;
  const services = [...new Set(strips.map(({ service }) => service))];
  return (
    <table className="strips">
      <thead>
        <tr>
          <th scope="col">service</th>
          <th scope="col">instance</th>
          <th scope="col">now</th>
          <th scope="col">the last {windowMs / 1000} seconds</th>
        </tr>
      </thead>
      {services.map((service) => (
        <Service
          key={service}
          service={service}
          strips={strips.filter((strip) => strip.service === service)}
          overview={overview}
        />
      ))}
    </table>
  );
}

type Props = { service: string; strips: Strip[]; overview: Overview };

function Service({ service, strips, overview }: Props) {
  return (
    <tbody>
      {strips.map((strip, i) => (
        <tr key={strip.instanceId}>
          {i === 0 && (
            <th scope="rowgroup" rowSpan={strips.length}>
              {service}
            </th>
          )}
          <td className="host">{new URL(strip.url).host}</td>
          <td>
            <State state={overview.problem ? "UNKNOWN" : strip.state} />
          </td>
          <td>
            <Samples strip={strip} overview={overview} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function State({ state }: { state: Strip["state"] }) {
  return <span className={`state ${state.toLowerCase()}`}>{state}</span>;
}

import type { Strip } from "../src/history.ts";
import type { Overview } from "../src/status-service.ts";

// Between two rounds, when one hangs; what is longer is a gap.
const longestMs = 7_000;

/** Every instance, by service, with its last minute and a half. */
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

type ServiceProps = { service: string; strips: Strip[]; overview: Overview };

function Service({ service, strips, overview }: ServiceProps) {
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
            <span className={`state ${strip.state.toLowerCase()}`}>
              {strip.state}
            </span>
          </td>
          <td>
            <Samples strip={strip} overview={overview} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** One bar for each time it was asked, where it belongs in the window. */
function Samples({ strip, overview }: { strip: Strip; overview: Overview }) {
  const { now, windowMs } = overview;
  const { samples } = strip;
  const downs = samples.filter(({ status }) => status === "DOWN").length;
  return (
    <svg
      role="img"
      aria-label={`down ${downs} of ${samples.length} times`}
      viewBox="0 0 90 10"
      preserveAspectRatio="none"
    >
      {samples.map(({ at, status }, i) => {
        const from = at - (now - windowMs);
        const to = (samples[i + 1]?.at ?? now) - (now - windowMs);
        const width = Math.min(to - from, longestMs);
        return (
          <rect
            key={at}
            className={status.toLowerCase()}
            x={(from / windowMs) * 90}
            width={(width / windowMs) * 90}
            {...(status === "UP" ? { y: 4, height: 6 } : { y: 0, height: 10 })}
          />
        );
      })}
    </svg>
  );
}

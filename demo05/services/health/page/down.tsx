import type { Strip } from "../src/strip.ts";

export function Down({ strips, total }: { strips: Strip[]; total: number }) {
  return (
    <div role="alert" className="notice bad">
      <strong>
        {strips.length} of {total} instances {strips.length > 1 ? "are" : "is"}{" "}
        down.
      </strong>
      <List strips={strips} />
    </div>
  );
}

export function Lost(props: { strips: Strip[]; seconds: number }) {
  const { strips, seconds } = props;
  const instances = strips.length > 1 ? "instances" : "instance";
  return (
    <div role="alert" className="notice few">
      <strong>
        {strips.length} {instances} stopped responding
      </strong>{" "}
      in the last {seconds} seconds, and the registration has expired. All
      registered instances are healthy.
      <List strips={strips} />
    </div>
  );
}

function List({ strips }: { strips: Strip[] }) {
  return (
    <ul>
      {strips.map(({ service, instanceId, url, reason }) => (
        <li key={instanceId}>
          {service} at {new URL(url).host}
          {reason && `: ${reason}`}
        </li>
      ))}
    </ul>
  );
}

import type { Strip } from "../src/history.ts";
import type { Overview } from "../src/status-service.ts";

/** How things are, in one sentence that the back row can read. */
export function Verdict({ overview }: { overview: Overview }) {
  const { strips, windowMs } = overview;
  const present = strips.filter(({ state }) => state !== "GONE");
  const down = present.filter(({ state }) => state === "DOWN");
  const lost = strips.filter(isLost);

  if (present.length === 0) {
    return <p className="notice few">Nobody is registered yet.</p>;
  }
  if (down.length > 0) {
    return (
      <div role="alert" className="notice bad">
        <strong>
          {down.length} of {present.length} {areIs(down)} down.
        </strong>
        <List strips={down} />
      </div>
    );
  }
  if (lost.length > 0) {
    return (
      <div role="alert" className="notice few">
        <strong>{lost.length} fell silent</strong> in the last {windowMs / 1000}{" "}
        seconds, and the registry has struck {areIs(lost, "it", "them")} off.
        Whoever is left is up.
        <List strips={lost} />
      </div>
    );
  }
  return (
    <p role="status" className="notice">
      <strong>All is well.</strong> {present.length} of {present.length}{" "}
      instances are up.
    </p>
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

/** It went without a goodbye: it was down before it was off the registry. */
function isLost({ state, samples }: Strip) {
  return state === "GONE" && samples.at(-1)?.status === "DOWN";
}

function areIs(strips: Strip[], one = "is", several = "are") {
  return strips.length === 1 ? one : several;
}

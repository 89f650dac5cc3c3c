import type { Overview } from "../src/status-service.ts";
import type { Strip } from "../src/strip.ts";
import { Down, Lost } from "./down.tsx";

/** The state of all instances in one sentence, in large letters. */
export function Summary({ overview }: { overview: Overview }) {
  const { problem, strips, windowMs } = overview;
  const present = strips.filter(({ state }) => state !== "GONE");
  const down = present.filter(({ state }) => state === "DOWN");
  const lost = strips.filter(isLost);

  if (problem) return <Unknown problem={problem} />;
  if (present.length === 0) {
    return <p className="notice few">No instance is registered yet.</p>;
  }
  if (down.length > 0) return <Down strips={down} total={present.length} />;
  if (lost.length > 0) {
    return <Lost strips={lost} seconds={windowMs / 1000} />;
  }
  return (
    <p role="status" className="notice">
      <strong>
        {present.length === 1
          ? "The only instance is healthy."
          : `All ${present.length} instances are healthy.`}
      </strong>
    </p>
  );
}

function Unknown({ problem }: { problem: string }) {
  return (
    <div role="alert" className="notice bad">
      <strong>The state of the instances is unknown.</strong> {problem} The
      strips end with the last observation.
    </div>
  );
}

/** It was down before its registration ended, so it did not stop in order. */
function isLost({ state, samples }: Strip) {
  return state === "GONE" && samples.at(-1)?.status === "DOWN";
}

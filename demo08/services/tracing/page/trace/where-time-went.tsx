import { type Span, serviceOf } from "../../src/span.ts";
import { formatDuration, formatShare } from "../format.ts";
import { type Segment, sharesOf } from "./critical-path.ts";

const shown = 3;

/** The answer to "what was slow?", large enough for the back row. */
export function WhereTimeWent({ segments }: { segments: Segment[] }) {
  const shares = sharesOf(segments);
  const total = shares.reduce((sum, { time }) => sum + time, 0);
  if (total === 0) return null;
  return (
    <section className="notice">
      <h3>Where the time went</h3>
      <ol className="shares">
        {shares.slice(0, shown).map(({ node: { span }, time }) => (
          <li key={`${span.id} ${span.shared}`}>
            <strong>{formatShare(time / total)}</strong>{" "}
            {serviceOf(span) ?? "unknown"}, {describe(span)}:{" "}
            {formatDuration(time)}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A client's own time is spent in the network, or in an untraced callee. */
function describe({ kind, name, remoteEndpoint }: Span): string {
  const callee = remoteEndpoint?.serviceName;
  if (kind !== "CLIENT") return name ?? "unknown";
  return `waiting for ${callee ?? "an answer"} (${name ?? "unknown"})`;
}

import { type CSSProperties, useState } from "react";
import { serviceOf } from "../../src/span.ts";
import { formatDuration } from "../format.ts";
import { isError } from "../summary.ts";
import type { Segment } from "./critical-path.ts";
import type { WaterfallRow } from "./rows.ts";
import { SpanDetails } from "./span-details.tsx";
import { type Range, TimeBar } from "./time-bar.tsx";

type Props = {
  row: WaterfallRow;
  segments: Segment[];
  range: Range;
  color: number;
};

const deepest = 12;

export function SpanRow({ row, segments, range, color }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { span } = row.node;
  const depth = Math.min(row.depth, deepest);
  return (
    <li
      className={`color-${color}`}
      style={{ "--depth": depth } as CSSProperties}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        className={segments.length > 0 ? "on-path" : ""}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="title">
          <strong>{serviceOf(span) ?? "unknown"}</strong> <Kind row={row} />{" "}
          {span.name}{" "}
          {isError(span) && (
            <span className="error">⚠ {span.tags?.error || "error"}</span>
          )}
        </span>
        <TimeBar span={span} segments={segments} range={range} />
        <span className="duration">{formatDuration(span.duration)}</span>
      </button>
      {isOpen && <SpanDetails row={row} start={range.start} />}
    </li>
  );
}

/** The side of the call that a span describes. */
function Kind({ row: { node, isOrphan } }: { row: WaterfallRow }) {
  const { kind, remoteEndpoint } = node.span;
  const callee = remoteEndpoint?.serviceName;
  return (
    <>
      {kind === "CLIENT" && (
        <span className="kind">calls {callee ?? "an unnamed service"}</span>
      )}
      {kind === "PRODUCER" && <span className="kind">sends</span>}
      {kind === "CONSUMER" && <span className="kind">receives</span>}
      {isOrphan && <span className="kind">(its parent is missing)</span>}
    </>
  );
}

import type { KeyboardEvent } from "react";
import { serviceOf } from "../../src/span.ts";
import { formatDuration } from "../format.ts";
import { rangeOf } from "../summary.ts";
import type { Segment } from "./critical-path.ts";
import type { WaterfallRow } from "./rows.ts";
import { SpanRow } from "./span-row.tsx";
import type { Range } from "./time-bar.tsx";

const colors = 6;

/** Every span as a bar on one time axis; a click shows its details. */
export function Waterfall(props: {
  rows: WaterfallRow[];
  segments: Segment[];
}) {
  const { rows, segments } = props;
  const range = rangeOf(rows.map(({ node }) => node.span));
  const services = [...new Set(rows.map(({ node }) => serviceOf(node.span)))];
  return (
    <section className="waterfall">
      <Scale range={range} />
      <ol onKeyDown={moveFocus}>
        {rows.map((row, i) => (
          <SpanRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a span may be there twice
            key={`${row.node.span.id} ${row.node.span.kind} ${i}`}
            row={row}
            range={range}
            segments={segments.filter(({ node }) => node === row.node)}
            color={services.indexOf(serviceOf(row.node.span)) % colors}
          />
        ))}
      </ol>
    </section>
  );
}

function Scale({ range: { start, end } }: { range: Range }) {
  return (
    <p className="scale">
      <span className="legend">
        <i className="critical" /> critical path
        <i className="event" /> event
        <span className="error">⚠ error</span>
      </span>
      <span className="ticks">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{formatDuration((end - start) * share)}</span>
        ))}
      </span>
    </p>
  );
}

/** Arrow keys go from one span to the next. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = buttons[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

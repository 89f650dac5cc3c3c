import { type Span, startOf } from "../../src/span.ts";
import { endOf } from "../summary.ts";
import type { Segment } from "./critical-path.ts";

export type Range = { start: number; end: number };

type Props = { span: Span; segments: Segment[]; range: Range };

/** A span on the time axis, with its critical path and its annotations. */
export function TimeBar({ span, segments, range }: Props) {
  const whole = placeOf(startOf(span) || range.start, endOf(span), range);
  return (
    <span className="time">
      <span className="span" style={whole} />
      {segments.map(({ from, to }) => (
        <span
          key={from}
          className="critical"
          style={placeOf(from, to, range)}
        />
      ))}
      {span.annotations?.map(({ timestamp, value }) => (
        <span
          key={`${timestamp} ${value}`}
          className="event"
          style={{ left: placeOf(timestamp, timestamp, range).left }}
          title={value}
        />
      ))}
    </span>
  );
}

/** Where a bar begins and how wide it is, in percent of the whole trace. */
function placeOf(from: number, to: number, { start, end }: Range) {
  const percent = (time: number) =>
    (100 * Math.min(Math.max(time - start, 0), end - start)) /
    Math.max(end - start, 1);
  const width = percent(to) - percent(from);
  return { left: `${percent(from)}%`, width: `${Math.max(width, 0)}%` };
}

import { Counter } from "prom-client";
import { register } from "#commons/metrics.ts";

const registers = [register];

export const droppedLines = new Counter({
  name: "log_lines_dropped_total",
  help: "Log lines that monitoring did not accept in time, or refused.",
  registers,
});

export const droppedSpans = new Counter({
  name: "tracing_spans_dropped_total",
  help: "Spans that the collector did not accept in time, or refused.",
  registers,
});

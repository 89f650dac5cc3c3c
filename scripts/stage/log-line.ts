import { escapeControls } from "./escape.ts";
import type { Paint } from "./paint.ts";
import type { Stream } from "./process.ts";

type Entry = Record<string, unknown> & { level: number };
type ErrorField = {
  message?: string | undefined;
  stack?: string | undefined;
};

export type LogLine = { text: string; stream: Stream };

const warning = 40;
const error = 50;
const notShown = ["level", "time", "pid", "hostname", "service", "msg", "err"];
const longestValue = 60;
/** This many digits of a trace id distinguish the requests on a screen. */
const shortId = 8;

/**
 * One line of a service in readable form: "12:03:04 GET /books 200". A JSON
 * line is parsed as pino writes it, any other line is shown as it is.
 */
export function renderLogLine({ text, stream }: LogLine, paint: Paint) {
  const entry = parseEntry(text);
  const time = paint("dim", clock(entry?.time));
  const isImportant = entry ? entry.level >= warning : stream === "stderr";
  const message = entry ? renderEntry(entry, paint) : escapeControls(text);
  return { time, message, isImportant };
}

function parseEntry(text: string): Entry | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const entry = JSON.parse(text) as Entry;
    return typeof entry.level === "number" ? entry : undefined;
  } catch {
    return undefined;
  }
}

function clock(time: unknown) {
  const date = typeof time === "number" ? new Date(time) : new Date();
  return date.toTimeString().slice(0, 8);
}

function renderEntry(entry: Entry, paint: Paint) {
  const { err, level } = entry;
  const msg = escapeControls(`${entry.msg ?? ""}`);
  const { message, stack } = escapeFields((err ?? {}) as ErrorField);
  const reason = message && message !== msg ? `: ${message}` : "";
  const [firstLine, ...trace] = (stack ?? "").split("\n");
  const fields = Object.entries(entry)
    .filter(([name]) => !notShown.includes(name))
    .map(([name, value]) =>
      name === "traceId"
        ? `#${escapeControls(`${value}`.slice(0, shortId))}`
        : escapeControls(`${name}=${brief(value)}`),
    );
  const line = [
    ...label(level, paint),
    `${msg}${reason}`,
    ...(fields.length > 0 ? [paint("dim", fields.join(" "))] : []),
  ].join(" ");
  const showsTrace = level >= error && firstLine;
  return showsTrace ? [line, paint("dim", trace.join("\n"))].join("\n") : line;
}

function escapeFields({ message, stack }: ErrorField): ErrorField {
  const escaped = (text?: string) => text && escapeControls(text);
  return { message: escaped(message), stack: escaped(stack) };
}

function label(level: number, paint: Paint) {
  if (level >= error) return [paint("red", "ERROR")];
  return level >= warning ? [paint("yellow", "WARN")] : [];
}

function brief(value: unknown) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

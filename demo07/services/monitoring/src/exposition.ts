export type MetricSample = {
  name: string;
  labels: Record<string, string>;
  value: number;
};

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escaped: Record<string, string> = { n: "\n" };
const named: Record<string, number> = { "+Inf": Infinity, "-Inf": -Infinity };

/**
 * Parses the Prometheus text format, version 0.0.4. Comments and lines that
 * are not samples are skipped.
 */
export function parseExposition(text: string): MetricSample[] {
  return text.split("\n").flatMap((written) => {
    const [, name, labels = "", value = ""] = line.exec(written.trim()) ?? [];
    if (!name) return [];
    return [
      { name, labels: parseLabels(labels), value: named[value] ?? +value },
    ];
  });
}

function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(label)].map(([, name, value]) => [
      name,
      unescaped(value),
    ]),
  );
}

function unescaped(value = ""): string {
  return value.replace(/\\(.)/g, (_, char) => escaped[char] ?? char);
}

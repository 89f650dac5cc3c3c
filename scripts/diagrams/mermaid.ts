import type { Connection } from "./connections.ts";

/** Mermaid reserves words such as "end" and signs such as "-". */
export function idOf(name: string): string {
  return `n_${name.replace(/\W/g, "_")}`.replace("n_rabbitmq", "rabbitmq");
}

export function box(id: string, lines: string[], isSquare = true): string {
  const text = `"${lines.join("<br/>")}"`;
  return isSquare ? `  ${id}[${text}]` : `  ${id}([${text}])`;
}

const lines = { HTTP: "-->", gRPC: "==>", events: "-.->", messages: "-.->" };

export function arrow(
  from: string,
  how: Connection["how"],
  to: string,
  topic?: string,
): string {
  const label = how === "events" ? "events" : topic;
  return `  ${from} ${lines[how]}${label ? `|${label}|` : ""} ${to}`;
}

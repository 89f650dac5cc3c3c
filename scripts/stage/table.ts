import type { Instance } from "./instance.ts";
import type { Paint } from "./paint.ts";

/** "book-api", or "book-api/2" where there are several. */
export function displayName(id: string, instances: Instance[]) {
  const [service] = id.split("/") as [string];
  const count = instances.filter((one) => one.service === service).length;
  return count > 1 ? id : service;
}

/** The instances of a stage, one per line, at most 80 columns wide. */
export function renderTable(instances: Instance[], paint: Paint) {
  const rows = instances.map((instance) => [
    displayName(instance.id, instances),
    instance.url,
    String(instance.pid ?? "–"),
    renderState(instance),
  ]);
  const titles = ["service", "url", "pid", "ready after"];
  const widths = titles.map((_, column) =>
    Math.max(...[titles, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const align = (row: string[]) =>
    row
      .map((cell, column) =>
        column < 2
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  const lines = rows.map((row, index) => {
    const isUp = instances[index]?.state === "up";
    return isUp ? align(row) : paint("yellow", align(row));
  });
  return [paint("dim", align(titles)), ...lines]
    .map((line) => `  ${line}`)
    .join("\n");
}

function renderState({ state, readyMs }: Instance) {
  return state === "up" ? `${readyMs} ms` : state;
}

import { runningStage } from "../hooks.ts";

/** The sum of a metric of an instance, over the samples with these labels. */
export async function metric(
  service: string,
  name: string,
  labels: Record<string, string> = {},
): Promise<number> {
  const response = await fetch(`${runningStage().url(service)}/metrics`);
  const wanted = Object.entries(labels).map(([key, value]) => {
    return `${key}="${value}"`;
  });
  return (await response.text())
    .split("\n")
    .filter(
      (line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `),
    )
    .filter((line) => wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

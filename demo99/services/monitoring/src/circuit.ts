import type { MetricSample } from "./exposition.ts";

/** The circuit of an instance to another one. */
export type Circuit = {
  service: string;
  url: string;
  state: "closed" | "half-open" | "open";
};

const states = ["closed", "half-open", "open"] as const;

/** From the metric `circuit_state`. */
export function circuitsOf(samples: MetricSample[]): Circuit[] {
  return samples
    .filter(({ name }) => name === "circuit_state")
    .map(({ labels: { service = "", instance: url = "" }, value }) => {
      return { service, url, state: states[value] ?? "closed" };
    });
}

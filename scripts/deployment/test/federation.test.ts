import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { courseDirectory } from "../../course.ts";
import { readStage } from "../../repository/sources.ts";

const folder = join(courseDirectory, "demo99/deployment");
const read = (name: string) => parse(readFileSync(join(folder, name), "utf8"));

describe("the Prometheus above others", () => {
  const [job] = read("prometheus.federation.yml").scrape_configs;
  const selected: string[] = job.params["match[]"];

  it("collects with the labels of its clusters", () => {
    expect(job).to.include({ metrics_path: "/federate", honor_labels: true });
  });

  it("selects the job of the others, and metrics that services have", () => {
    const [store] = read("prometheus.yml").scrape_configs;
    const code = readStage("demo99").map(({ text }) => text);
    for (const selector of selected) {
      const [, name = "", of] = /^(\w+)\{job="(\w+)"\}$/.exec(selector) ?? [];
      expect(of, selector).to.equal(store.job_name);
      const metric = name.replace(/_(count|bucket)$/, "");
      const isKnown = code.some((text) => text.includes(`name: "${metric}"`));
      // Prometheus's own, and those of prom-client.
      const isUsual = name === "up" || name.startsWith("nodejs_");
      expect(isKnown || isUsual, name).to.equal(true);
    }
  });

  it("selects what each alert needs", () => {
    const [{ rules }] = read("alerts.yml").groups;
    for (const { alert, expr } of rules) {
      const names = expr.match(/\bup\b|\b[a-z]+_[a-z0-9_]+(?=[^\w(])/g) ?? [];
      const metrics = names.filter((it: string) =>
        /up|_(count|bucket|seconds|state|total)$/.test(it),
      );
      expect(metrics, alert).not.to.deep.equal([]);
      for (const metric of metrics) {
        expect(selected, alert).to.include(`${metric}{job="store"}`);
      }
    }
  });
});

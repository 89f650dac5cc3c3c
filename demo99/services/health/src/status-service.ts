import type { Log } from "#commons/log.ts";
import type { Registry } from "#commons/registry.ts";
import { checkUp, type Finding, reasonOf } from "./checkup.ts";
import type { Change, History } from "./history.ts";

export type StatusService = ReturnType<typeof createStatusService>;
export type Overview = ReturnType<StatusService["getOverview"]>;

type Dependencies = {
  registry: Pick<Registry, "list">;
  history: History;
  log: Log;
  now: () => number;
};

/** How all instances are: asked now, and remembered. */
export function createStatusService(dependencies: Dependencies) {
  const { registry, history, log, now } = dependencies;
  let underWay: Promise<Finding[]> | undefined;

  async function round(): Promise<Finding[]> {
    const findings = await checkUp(registry.list());
    for (const change of history.record(findings)) log.info(toText(change));
    return findings;
  }

  /** Whoever asks while a round is under way gets that one's findings. */
  function check(): Promise<Finding[]> {
    underWay ??= round().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    check,

    /** Asks everybody now: each one's times and answers, by service. */
    async report() {
      const startedAt = performance.now();
      const findings = await check();
      const down = findings
        .filter(({ status }) => status === "DOWN")
        .map((finding) => ({ ...nameOf(finding), reason: reasonOf(finding) }));
      return {
        status: down.length === 0 ? "UP" : "DOWN",
        time: Math.round(performance.now() - startedAt),
        down,
        services: groupByService(findings),
      };
    },

    /** What the page shows. */
    getOverview() {
      const { windowMs } = history;
      const strips = history.strips();
      return { now: now(), windowMs, strips, changes: history.changes() };
    },
  };
}

function groupByService(findings: Finding[]) {
  const groups: Record<string, Omit<Finding, "service">[]> = {};
  for (const { service, ...answers } of findings) {
    groups[service] = [...(groups[service] ?? []), answers];
  }
  return groups;
}

function nameOf({ service, instanceId, url }: Finding) {
  return { service, instanceId, url };
}

function toText({ instanceId, became, reason }: Change) {
  return `${instanceId} is ${became}${reason ? `: ${reason}` : ""}`;
}

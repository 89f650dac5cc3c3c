import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import type { Change } from "./changes.ts";
import { createHistory } from "./history.ts";
import type { Observations } from "./observation.ts";
import { reportOf } from "./report.ts";

export type StatusService = ReturnType<typeof createStatusService>;
export type Overview = ReturnType<StatusService["overview"]>;

type Dependencies = {
  /** Gets what monitoring has observed; rejects if it does not respond. */
  read: () => Promise<Observations>;
  log: Log;
  now: () => number;
};

/** The state of all instances, by the observations of monitoring. */
export function createStatusService({ read, log, now }: Dependencies) {
  const history = createHistory(now);
  let latest: Observations | undefined;
  let problem: string | undefined = "Monitoring has not replied yet.";

  function take(observations: Observations) {
    if (!latest) log.info("monitoring responds");
    latest = observations;
    problem = undefined;
    const changes = history.record(observations.observations);
    for (const change of changes) log.info(textOf(change));
  }

  /** Without observations, nothing is known about any instance. */
  function miss({ message }: Error) {
    if (latest) log.warn(`no observations from monitoring: ${message}`);
    latest = undefined;
    problem = message;
    history.expire();
  }

  return {
    update: () => read().then(take, miss),

    /** Throws Unavailable while monitoring does not respond. */
    report() {
      if (latest) return reportOf(latest);
      throw new Unavailable(
        `The state of the instances is unknown: ${problem}`,
      );
    },

    /** What the page shows. */
    overview: () => ({
      now: now(),
      windowMs: history.windowMs,
      problem,
      strips: history.strips(),
      changes: history.changes(),
    }),
  };
}

function textOf({ instanceId, became, reason }: Change): string {
  return `${instanceId} is ${became}${reason ? `: ${reason}` : ""}`;
}

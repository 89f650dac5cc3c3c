import type { LeaseRepository } from "#commons/lease/lease-repository.ts";
import { syncLag } from "#commons/replica/sync-metrics.ts";
import type { ProgressRepository } from "./progress-repository.ts";
import type { RunRepository } from "./run-repository.ts";
import type { Progress } from "./walk.ts";

const shownRuns = 20;

type Parts = {
  progress: ProgressRepository;
  runs: RunRepository;
  leases: LeaseRepository;
  targets: string[];
  now: () => number;
};

export type OverviewService = ReturnType<typeof createOverviewService>;
export type Overview = Awaited<ReturnType<OverviewService["get"]>>;

/** How far each replica is, for the page, the API and the metrics. */
export function createOverviewService(parts: Parts) {
  const { progress, runs, leases, targets, now } = parts;

  /** Seconds: a change that is older has arrived. Null before the first walk. */
  const lagOf = ({ syncedAt }: Progress) =>
    syncedAt === null ? null : Math.max(0, (now() - syncedAt) / 1_000);

  async function listSources() {
    const all = await progress.list();
    return all
      .filter(({ target }) => targets.includes(target))
      .map(({ syncedAt, ...shown }) => ({
        ...shown,
        syncedAt: syncedAt && new Date(syncedAt).toISOString(),
        lagSeconds: lagOf({ syncedAt, ...shown }),
      }));
  }

  return {
    listSources,

    async get() {
      return {
        sources: await listSources(),
        runs: await runs.list(shownRuns),
        filledBy: await leases.findHolder(),
      };
    },

    /** Each instance shows the same, so any of them can be asked. */
    async measure(): Promise<void> {
      for (const { target, source, lagSeconds } of await listSources()) {
        if (lagSeconds !== null) syncLag.set({ target, source }, lagSeconds);
      }
    },
  };
}

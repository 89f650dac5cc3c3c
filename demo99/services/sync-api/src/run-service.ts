import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { syncFailures } from "#commons/replica/sync-metrics.ts";
import type { CopyRepository } from "./copy-repository.ts";
import { createCopyService } from "./copy-service.ts";
import type { ProgressRepository } from "./progress-repository.ts";
import type { Target } from "./replica-client.ts";
import { errorsOf, hasChanged, isRepetition, type Run } from "./run.ts";
import type { RunRepository } from "./run-repository.ts";
import { sharedSource } from "./shared-source.ts";
import type { RecordSource } from "./source.ts";
import type { TargetRepository } from "./target-repository.ts";
import { changesOf, expectHeld, type Outcome, pairId } from "./walk.ts";
import type { WalkService } from "./walk-service.ts";

type Parts = {
  sources: RecordSource[];
  targets: Target[];
  identities: TargetRepository;
  copies: CopyRepository;
  progress: ProgressRepository;
  runs: RunRepository;
  walk: WalkService;
  isHeld: () => boolean;
  log: Pick<Log, "info" | "warn">;
  now: () => number;
};

export type RunService = ReturnType<typeof createRunService>;

/** Its replicas share what they read of the sources. */
type Started = { id: number; startedAt: number; sources: RecordSource[] };

/** Walks over all sources for each replica; no failure stops another pair. */
export function createRunService(parts: Parts) {
  const { targets, progress, runs, isHeld, log, now } = parts;
  /** For how many runs in a row. */
  let failures = new Map<string, number>();

  async function runTarget(target: Target, run: Started) {
    const { name } = target;
    const isSame = expectSameReplica(target);
    const outcomes: Outcome[] = [];
    for (const source of run.sources) {
      const pair = { target: name, source: source.name };
      const outcome: Outcome = { ...pair, read: 0, put: 0, deleted: 0 };
      await isSame
        .then(() => walk(target, source, outcome, run))
        .catch((error: Error) => fail(outcome, error));
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async function walk(
    target: Target,
    source: RecordSource,
    outcome: Outcome,
    { id: version, startedAt }: Started,
  ) {
    const { copies } = parts;
    const copied = { copies, target, outcome, version, isHeld };
    await parts.walk(outcome, source, createCopyService(copied), startedAt);
  }

  /** A replica that has lost its data gets all of it again. */
  async function expectSameReplica({ name, describe }: Target): Promise<void> {
    const { id } = await describe();
    if ((await parts.identities.findReplicaId(name)) === id) return;
    expectHeld(isHeld);
    await parts.copies.forget(name);
    for (const source of parts.sources) {
      const pair = { target: name, source: source.name };
      await progress.change(pair, { walk: null, syncedAt: null, records: 0 });
    }
    // Last: a crash before it repeats all of this.
    await parts.identities.setReplicaId(name, id);
  }

  async function fail(outcome: Outcome, error: Error): Promise<void> {
    // It is the other instance's progress now.
    if (!isHeld()) return;
    const { target, source } = outcome;
    outcome.error = error.message;
    syncFailures.inc({ target, source });
    // A page that the source refuses would be refused again.
    const isOver = !(error instanceof Unavailable);
    await progress.change(
      { target, source },
      { error: error.message, ...(isOver && { walk: null }) },
    );
  }

  /** At the second run: at the start of a stage, services come one by one. */
  function warnOf(errors: string[]): void {
    const before = failures;
    failures = new Map();
    for (const error of errors) {
      const count = (before.get(error) ?? 0) + 1;
      failures.set(error, count);
      if (count === 2) log.warn(`not copied: ${error}`);
    }
  }

  async function store(run: Run, before: Run | undefined): Promise<void> {
    if (hasChanged(run)) log.info(summaryOf(run));
    const isRepeated = before !== undefined && isRepetition(run, before);
    warnOf(errorsOf(run));
    await runs.insert(run);
    // The last one stands for all that have found the same.
    if (isRepeated) await runs.delete(before.id);
    else await runs.trim();
  }

  return {
    async run(): Promise<void> {
      const [before] = await runs.list(1);
      const startedAt = now();
      // Before anything is sent: also a run that is killed has its own version.
      const id = await runs.nextId(startedAt);
      const started = {
        id,
        startedAt,
        sources: parts.sources.map(sharedSource),
      };
      const targetRuns = targets.map((it) => runTarget(it, started));
      // All of them: the next run must not begin beside one of this run.
      await Promise.allSettled(targetRuns);
      const done = await Promise.all(targetRuns);
      if (!isHeld()) return;
      const at = new Date(startedAt).toISOString();
      const ms = now() - startedAt;
      await store({ id, startedAt: at, ms, sources: done.flat() }, before);
    },

    list: runs.list,
    request: () => runs.request(now()),
  };
}

function summaryOf(run: Run): string {
  const changes = run.sources
    .filter((outcome) => changesOf(outcome) > 0)
    .map((it) => `${pairId(it)} ${it.put} put, ${it.deleted} deleted`);
  return `changed in ${run.ms} ms: ${changes.join("; ")}`;
}

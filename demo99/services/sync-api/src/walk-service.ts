import type { Log } from "#commons/log.ts";
import type { CopyService } from "./copy-service.ts";
import type { ProgressRepository } from "./progress-repository.ts";
import type { RecordSource } from "./source.ts";
import { expectHeld, type Pair, pairId, type Walk } from "./walk.ts";

const pageSize = 100;
const logEvery = 1_000;
/** Pages that change nothing are read again after a crash. */
const checkpointEvery = 10;

type Parts = {
  progress: ProgressRepository;
  isHeld: () => boolean;
  log: Pick<Log, "info">;
};

/** What a page leads to. */
type Step = { walk: Walk; isLast: boolean };

export type WalkService = ReturnType<typeof createWalkService>;

/** Makes a replica equal to a source, page by page, with checkpoints. */
export function createWalkService({ progress, isHeld, log }: Parts) {
  async function finish(
    pair: Pair,
    first: Walk,
    source: RecordSource,
    copies: CopyService,
  ): Promise<void> {
    let at = { walk: first, isLast: false };
    for (let pages = 1; !at.isLast; pages++) {
      const changes = copies.changes();
      const next = await step(at.walk, source, copies);
      expectHeld(isHeld);
      if (isThousand(at.walk, next.walk)) {
        log.info(`${pairId(pair)}: ${next.walk.read} records read`);
      }
      const isDue = copies.changes() > changes || pages % checkpointEvery === 0;
      if (isDue) await progress.change(pair, { walk: next.walk });
      at = next;
    }
    await progress.change(pair, {
      ...{ walk: null, error: null },
      syncedAt: first.startedAt,
      records: at.walk.kept,
    });
  }

  /** `startedAt` is the time of the run: no page is older, shared or not. */
  return async function walk(
    pair: Pair,
    source: RecordSource,
    copies: CopyService,
    startedAt: number,
  ): Promise<void> {
    const { walk: interrupted } = await progress.get(pair);
    // It goes on where it was when its process ended. It does not see what has
    // changed on earlier pages since then: a whole walk follows.
    if (interrupted) await finish(pair, interrupted, source, copies);
    const first = { after: null, startedAt, read: 0, kept: 0 };
    await finish(pair, { phase: "copy", ...first }, source, copies);
  };
}

function step(at: Walk, source: RecordSource, copies: CopyService) {
  const page = at.phase === "copy" ? copyPage : deletePage;
  return page(at, source, copies);
}

async function copyPage(
  at: Walk,
  source: RecordSource,
  copies: CopyService,
): Promise<Step> {
  const { records, next } = await source.page(at.after);
  await copies.put(records);
  const read = at.read + records.length;
  const walk: Walk =
    next === null
      ? { ...at, phase: "delete", after: "", read }
      : { ...at, after: next, read };
  return { walk, isLast: false };
}

async function deletePage(
  at: Walk,
  source: RecordSource,
  copies: CopyService,
): Promise<Step> {
  const ids = await copies.list(at.after ?? "", pageSize);
  // Asks by id: an item may have moved to a page that was read before.
  const existing = new Set(ids.length > 0 ? await source.existing(ids) : []);
  const gone = ids.filter((id) => !existing.has(id));
  await copies.remove(gone);
  const kept = at.kept + ids.length - gone.length;
  const after = ids.at(-1) ?? at.after;
  return { walk: { ...at, after, kept }, isLast: ids.length < pageSize };
}

const isThousand = (before: Walk, after: Walk) =>
  Math.floor(before.read / logEvery) < Math.floor(after.read / logEvery);

import type { Log } from "#commons/log.ts";
import type { CopyService } from "./copy-service.ts";
import type { ProgressRepository } from "./progress-repository.ts";
import type { RecordSource } from "./source.ts";
import { expectHeld, type Pair, pairId, type Walk } from "./walk.ts";

const pageSize = 100;
const logEvery = 1_000;

type Parts = {
  progress: ProgressRepository;
  isHeld: () => boolean;
  log: Pick<Log, "info">;
  now: () => number;
};

export type WalkService = ReturnType<typeof createWalkService>;

/** Makes a replica equal to a source, page by page, with checkpoints. */
export function createWalkService({ progress, isHeld, log, now }: Parts) {
  async function begin(pair: Pair): Promise<Walk> {
    expectHeld(isHeld);
    const startedAt = now();
    const first: Walk = { phase: "copy", after: null, startedAt, read: 0 };
    await progress.change(pair, { walk: first });
    return first;
  }

  async function end(pair: Pair, { startedAt }: Walk, copies: CopyService) {
    const records = await copies.size();
    const syncedAt = startedAt;
    await progress.change(pair, { walk: null, syncedAt, records, error: null });
  }

  async function finish(
    pair: Pair,
    first: Walk,
    source: RecordSource,
    copies: CopyService,
  ): Promise<void> {
    let at: Walk | null = first;
    while (at) {
      const next: Walk | null =
        at.phase === "copy"
          ? await copyPage(at, source, copies)
          : await deletePage(at, source, copies);
      expectHeld(isHeld);
      if (next && isThousand(at, next)) {
        log.info(`${pairId(pair)}: ${next.read} records read`);
      }
      if (next) await progress.change(pair, { walk: next });
      at = next;
    }
    await end(pair, first, copies);
  }

  return async function walk(
    pair: Pair,
    source: RecordSource,
    copies: CopyService,
  ): Promise<void> {
    const { walk: interrupted } = await progress.get(pair);
    // It goes on where it was when its process ended. It does not see what has
    // changed on earlier pages since then: a whole walk follows.
    if (interrupted) await finish(pair, interrupted, source, copies);
    await finish(pair, await begin(pair), source, copies);
  };
}

async function copyPage(at: Walk, source: RecordSource, copies: CopyService) {
  const { records, next } = await source.page(at.after);
  await copies.put(records);
  const read = at.read + records.length;
  if (next !== null) return { ...at, after: next, read };
  return { ...at, phase: "delete" as const, after: "", read };
}

/** Null when no copy is left to ask for. */
async function deletePage(at: Walk, source: RecordSource, copies: CopyService) {
  const ids = await copies.list(at.after ?? "", pageSize);
  const last = ids.at(-1);
  if (last === undefined) return null;
  // Asks by id: an item may have moved to a page that was read before.
  const existing = new Set(await source.existing(ids));
  await copies.remove(ids.filter((id) => !existing.has(id)));
  return { ...at, after: last };
}

const isThousand = (before: Walk, after: Walk) =>
  Math.floor(before.read / logEvery) < Math.floor(after.read / logEvery);

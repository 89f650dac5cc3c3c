import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Invalid, NotFound } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { createCompletionService } from "./completion-service.ts";
import { type Hit, mergeHits } from "./hit.ts";
import type { IndexService } from "./index-service.ts";
import { createPageService, type Page, type Records } from "./page-service.ts";
import type { Result } from "./result.ts";
import type { ResultRepository } from "./result-repository.ts";
import type { SearchQuery } from "./search-query.ts";
import { groups } from "./source-group.ts";

type Parts = {
  indexes: Pick<IndexService, "group" | "search">[];
  results: ResultRepository;
  records: Records;
  log: Pick<Log, "warn">;
  /** How long a response waits for each group of sources. */
  timeoutMs: number;
  leaseMs?: number | undefined;
};

export type SearchService = ReturnType<typeof createSearchService>;

/** Asks all groups of sources in parallel, and waits for none too long. */
export function createSearchService(parts: Parts) {
  const { indexes, results, timeoutMs } = parts;
  const { pageOf } = createPageService(parts.records);
  const { leaseMs, ...completion } = createCompletionService({ ...parts, ask });

  function ask(q: string): Promise<Hit[]>[] {
    const lists = indexes.map((index) => index.search(q));
    // A failure counts as late; the completion sees it once more.
    for (const list of lists) list.catch(() => {});
    return lists;
  }

  async function begin({ q, limit }: SearchQuery): Promise<Page> {
    const lists = ask(q);
    const inTime = await Promise.all(
      lists.map((list) => withinTime(list, timeoutMs)),
    );
    const late = indexes.filter((_, i) => !inTime[i]).map((it) => it.group);
    const hits = mergeHits(inTime.flatMap((list) => (list ? [list] : [])));
    const isEarly = late.length > 0;
    const list = isEarly ? { early: hits } : { hits };
    const result = { id: randomUUID(), q, limit, late, ...list };
    if (isEarly || hits.length > limit) await results.insert(result, leaseMs);
    if (isEarly) completion.start(result.id, lists);
    return pageOf(result, { index: 0, isEarly }, limit);
  }

  async function get(id: string): Promise<Result> {
    const result = await results.find(id);
    if (result) return result;
    throw new NotFound(`There is no result ${id}, or no longer: search again.`);
  }

  return {
    /** The first page, or the one behind a position in a stored list. */
    async search(query: SearchQuery): Promise<Page> {
      const { q, limit, after } = query;
      if (!after) return begin(query);
      const result = await get(after.id);
      const list = after.isEarly ? result.early : result.hits;
      if (list && result.q === q) return pageOf(result, after, limit);
      const errors = [{ field: "after", message: "is of another search" }];
      throw new Invalid("Not acceptable: after.", { members: { errors } });
    },

    /** Starts a search; the id of its result. */
    async start({ q, limit }: SearchQuery): Promise<string> {
      const id = randomUUID();
      await results.insert({ id, q, limit, late: groups, early: [] }, leaseMs);
      completion.start(id, ask(q));
      return id;
    },

    /** The complete answer, or undefined as long as a source is late. */
    async find(id: string): Promise<Page | undefined> {
      const result = await get(id);
      const { q, limit, hits } = result;
      if (hits) return pageOf(result, { index: 0, isEarly: false }, limit);
      await completion.resume(id, q);
      return undefined;
    },
  };
}

/** Undefined for a list that fails, or does not come in time. */
async function withinTime(list: Promise<Hit[]>, ms: number) {
  const isOver = new AbortController();
  const late = delay(ms, undefined, { signal: isOver.signal });
  try {
    return await Promise.race([list, late]);
  } catch {
    return undefined;
  } finally {
    isOver.abort();
    late.catch(() => {});
  }
}

import type { Found, Hit, StoreClient } from "../../../store-client.ts";
import { isRefusal } from "../store.ts";

export type Shown = {
  hits: Hit[];
  next: string | null;
  /** The sources whose hits are missing. */
  late: string[];
  /** Whether the answer of the late sources is still expected. */
  isAwaited: boolean;
  isLoading: boolean;
  /** Why the last request failed, if it did. */
  error?: unknown;
};

export const nothingShown: Shown = {
  hits: [],
  next: null,
  late: [],
  isAwaited: false,
  isLoading: true,
};

export type SearchRun = ReturnType<typeof createSearchRun>;

type Options = {
  search: Pick<StoreClient["search"], "find" | "complete">;
  q: string;
  show: (change: Partial<Shown>) => void;
  signal: AbortSignal;
  pause?: (ms: number) => Promise<void>;
};

const limit = 20;
/** Late sources that have not answered by then are not awaited any longer. */
const mostAttempts = 60;

/**
 * One search in all sources, page by page. A partial answer is shown at once;
 * the complete one replaces it as far as it is shown.
 */
export function createSearchRun(options: Options) {
  const { search, q, signal, pause = wait } = options;
  let hits: Hit[] = [];
  let next: string | null = null;
  let tasks = 0;
  let turn = Promise.resolve();
  let latest = start;

  function show(change: Partial<Shown>) {
    if (!signal.aborted) options.show(change);
  }

  /** One task at a time: pages of two answers must not be mixed. */
  function inTurn(task: () => Promise<void>) {
    tasks++;
    turn = turn.then(async () => {
      latest = task;
      show({ isLoading: true });
      const error = await task().catch((reason: unknown) => reason);
      if (isRefusal(error)) latest = start;
      tasks--;
      show({ isLoading: tasks > 0, error });
    });
    return turn;
  }

  function list(all: Hit[], after: string | null) {
    hits = all;
    next = after;
    show({ hits, next });
  }

  const read = (after: string | null) =>
    search.find({ q, limit, ...(after && { after }) }, signal);

  async function start() {
    const { items, next, late, links } = await read(null);
    list(items, next);
    show({ late, isAwaited: links.complete !== undefined });
    if (links.complete) void complete(links.complete);
  }

  async function more() {
    const page = await read(next);
    list([...hits, ...page.items], page.next);
  }

  async function replaceBy(found: Found) {
    const all = [...found.items];
    let after = found.next;
    while (after && all.length < hits.length) {
      const page = await read(after);
      all.push(...page.items);
      after = page.next;
    }
    list(all, after);
    show({ late: found.late, isAwaited: false });
  }

  async function complete(path: string) {
    for (let i = 0; i < mostAttempts && !signal.aborted; i++) {
      const reply = await search.complete(path, signal).catch(unlessRefused);
      if (reply?.found) {
        const { found } = reply;
        return inTurn(() => replaceBy(found));
      }
      if (!reply) break;
      await pause(reply.retryAfterMs);
    }
    show({ isAwaited: false });
  }

  return {
    start: () => inTurn(start),
    more: () => (tasks > 0 || !next ? turn : inTurn(more)),
    /** Repeats what has failed; what was refused begins anew. */
    again: () => inTurn(latest),
  };
}

/** The store has no such result any more, or gave no reply this time. */
function unlessRefused(error: unknown) {
  return isRefusal(error)
    ? undefined
    : { found: undefined, retryAfterMs: 1_000 };
}

const wait = (ms: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, ms));

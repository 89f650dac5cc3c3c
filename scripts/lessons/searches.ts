import type { Stage } from "../stage/stage.ts";
import { until } from "../testing/until.ts";
import { assume } from "./lesson.ts";
import { inMs } from "./waits.ts";

/** An answer of GET /search, and after which time it was there. */
export type Answer = {
  ms: number;
  /** The sources of its hits: "books", "reddit", … */
  sources: string[];
  /** Source and id of each hit. */
  hits: string[];
  late: string[];
  /** The path of the complete answer. */
  complete?: string | undefined;
};

type Body = {
  items: { source: string; id: string }[];
  late: string[];
  links: { complete?: string };
};

const timeoutMs = 20_000;

/** Searches through the gateway, as the shop does. */
export function openSearch(stage: Pick<Stage, "url">) {
  const gateway = stage.url("gateway");

  async function read(path: string) {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(gateway + path, { signal });
    assume(response.ok, `GET ${path} answers ${response.status}.`);
    const body = (await response.json()) as Body;
    return { status: response.status, body };
  }

  return {
    async search(q: string): Promise<Answer> {
      const since = performance.now();
      const { body } = await read(`/search?${new URLSearchParams({ q })}`);
      return answerOf(body, performance.now() - since);
    },

    /** The complete answer, if it is there within the time. */
    async complete(path: string, withinMs: number) {
      const since = performance.now();
      const limits = { withinMs, everyMs: 100 };
      const found = async () => {
        const { status, body } = await read(path);
        assume(status === 200, `GET ${path} answers ${status}.`);
        return answerOf(body, performance.now() - since);
      };
      return until("the complete answer", found, limits).catch(() => undefined);
    },
  };
}

function answerOf({ items, late, links }: Body, ms: number): Answer {
  const sources = [...new Set(items.map(({ source }) => source))].sort();
  const hits = items.map(({ source, id }) => `${source}/${id}`);
  return { ms, sources, hits, late, complete: links.complete };
}

/** "12 results of books and reddit after 15 ms, without feeds" */
export function describeAnswer({ ms, hits, sources, late }: Answer): string {
  const from = new Intl.ListFormat("en-GB").format(sources);
  const missing = late.length > 0 ? `; late: ${late.join(", ")}` : "";
  const results = hits.length === 1 ? "1 result" : `${hits.length} results`;
  return `${results} from ${from} after ${inMs(ms)}${missing}`;
}

import { inFile, type Mutant } from "./mutant.ts";

const page = "demo99/client/web/page";
const tests = (name: string) => [`demo99/client/web/test/${name}.test.ts`];

/** Faults in the shop's search across all sources, and in its tags. */
export const shopSearchMutants: Mutant[] = [
  ...inFile(`${page}/search/hits.ts`, tests("search"), [
    [
      "show an item twice: on a shelf, and among the results",
      "return shown !== undefined && !shown.includes(id);",
      "return shown !== undefined;",
    ],
    [
      "show an item until its shelf is loaded",
      "return shown !== undefined && !shown.includes(id);",
      "return !shown?.includes(id);",
    ],
    [
      "take a shelf that is loading for an empty one",
      "numbers?.length === 0",
      "!numbers?.length",
    ],
    [
      "open any address that an entry of a feed names",
      "return /^https?:$/.test(protocol) ? host : undefined;",
      "return protocol || host;",
    ],
  ]),
  ...inFile(`${page}/search/search-run.ts`, tests("search"), [
    [
      "load a page of the list twice",
      "more: () => (tasks > 0 || !next ? turn : inTurn(more)),",
      "more: () => (next ? inTurn(more) : turn),",
    ],
    [
      "show no more than the first page of the complete answer",
      "while (after && all.length < hits.length) {",
      "while (after && all.length < 0) {",
    ],
    [
      "ask for ever for a result that is gone",
      "if (!reply) break;",
      "if (!reply) continue;",
    ],
    [
      "repeat a request that is refused",
      "if (isRefusal(error)) latest = start;",
      "",
    ],
    [
      "go on with a search that a newer one has replaced",
      "if (!signal.aborted) options.show(change);",
      "options.show(change);",
    ],
  ]),
  ...inFile(`${page}/tags/completion.ts`, tests("tags"), [
    [
      "leave out what is typed",
      "const places = count + 1;",
      "const places = count;",
    ],
  ]),
];

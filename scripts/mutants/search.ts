import { inFile, type Mutant } from "./mutant.ts";

const searchApi = "demo99/services/search-api";
const textIndex = "demo99/commons/text-index";
const replica = "demo99/commons/replica";
const tests = (...names: string[]) =>
  names.map((name) => `${searchApi}/test/${name}.test.ts`);

/** Faults in the search of all sources. */
export const searchMutants: Mutant[] = [
  ...inFile(
    `${textIndex}/text-index.ts`,
    [`${textIndex}/test/text-index.test.ts`],
    [
      ["rank a text as high as a title", "title: 4, by: 2", "text: 4, by: 2"],
      ["find numbers by their beginning", " && !isNumber(word),", ","],
      ["allow mistakes in short words", "length < 4 ? 0", "length < 2 ? 0"],
      ["find texts with one of the words", '"AND" as const', '"OR" as const'],
      ["weigh all indexes as if they were small", "score / most", "score"],
      ["keep the old text", "index.replace(text)", "undefined"],
      ["leave equal scores in any order", ".sort(byScore)", ".reverse()"],
    ],
  ),
  ...inFile(
    `${textIndex}/words.ts`,
    [`${textIndex}/test/text-index.test.ts`],
    [["tell accents apart", "fold(text)", "text.toLowerCase()"]],
  ),
  ...inFile(`${searchApi}/src/search-service.ts`, tests("late-sources"), [
    [
      "wait for all sources",
      "withinTime(list, timeoutMs)",
      "withinTime(list, 600_000)",
    ],
    ["store every list", "if (isEarly || hits.length > limit) await", "await"],
    [
      "give the position of one list in another",
      "list && result.q === q",
      "result.q === q",
    ],
    ["never resume a result", "await completion.resume(id, q);", ""],
  ]),
  ...inFile(`${searchApi}/src/search-service.ts`, tests("searches"), [
    ["take a position of another search", "list && result.q === q", "list"],
  ]),
  ...inFile(`${searchApi}/src/completion-service.ts`, tests("late-sources"), [
    ["ask again at each poll", "if (running.has(id)) return;", ""],
    [
      "complete what another instance completes",
      "if (await results.claim(id, leaseMs)) start",
      "start",
    ],
    [
      "renew no lease",
      "await results.renew(id, leaseMs).catch(() => true)",
      "true",
    ],
    [
      "give up after a failed renewal",
      ".catch(() => true);",
      ".catch(() => false);",
    ],
    ["renew the lease of what is gone", "if (!isPending) return;", ""],
    ["keep the lease after a failure", "completion.abort();", ""],
  ]),
  ...inFile(`${searchApi}/src/page-service.ts`, tests("searches"), [
    [
      "repeat a hit",
      "const items: Item[] = [];\n      let end = index;",
      "const items: Item[] = [];\n      let end = Math.max(index - 1, 0);",
    ],
    [
      "have shorter pages when records are gone",
      "while (items.length < limit && end < list.length)",
      "while (end === index && end < list.length)",
    ],
  ]),
  ...inFile(
    `${searchApi}/src/result-repository.ts`,
    tests("result-repository"),
    [
      [
        "replace a list that is read",
        "updateOne({ id, ...isPending }, {",
        "updateOne({ id }, {",
      ],
      [
        "share a lease",
        "leaseUntil: { $lte: new Date() }",
        "at: { $lte: new Date() }",
      ],
      [
        "renew the lease of a complete list",
        "        { id, ...isPending },\n        { $set: { leaseUntil",
        "        { id },\n        { $set: { leaseUntil",
      ],
      [
        "store any number of lists",
        "(counter?.last ?? 0) % most",
        "counter?.last ?? 0",
      ],
      [
        "give two lists one place",
        "(counter?.last ?? 0) % most",
        "(counter?.last ?? 0) % (most - 1)",
      ],
    ],
  ),
  ...inFile(`${searchApi}/src/result-repository.ts`, tests("searches"), [
    ["show what has expired", "findOne({ id, ...isKept })", "findOne({ id })"],
  ]),
  ...inFile(`${replica}/replica-thread.ts`, tests("index-service"), [
    ["take any number of searches", "waiting >= mostWaiting", "false"],
    [
      "leave an index without its thread",
      "if (!isStopped) thread = start();",
      "",
    ],
    ["search before the index is loaded", "await loaded;", ""],
  ]),
  ...inFile("demo99/commons/answer-thread.ts", tests("index-service"), [
    ["let searches wait for a change", "await giveWay();", "await undefined;"],
  ]),
  ...inFile(`${searchApi}/src/index-worker.ts`, tests("index-service"), [
    [
      "ignore the setting of a delay",
      "await delay(delayMs);",
      "await delay(0);",
    ],
  ]),
  ...inFile("demo99/commons/thread.ts", tests("index-service"), [
    [
      "leave searches of a thread that has ended",
      "reject(new Error(why));\n      waiting",
      "void reject;\n      waiting",
    ],
  ]),
  ...inFile(`${searchApi}/src/search-query.ts`, tests("searches"), [
    ["take any number of words", "size <= mostWords", "size >= 0"],
  ]),
  ...inFile(`${searchApi}/src/search-api.ts`, tests("searches"), [
    [
      "take any preference for that of a late answer",
      'names.includes("respond-async")',
      "names.length > 0",
    ],
    [
      "know the preference in lower case only",
      '?.toLowerCase().split(",")',
      '?.split(",")',
    ],
  ]),
  ...inFile(`${searchApi}/src/hit.ts`, tests("searches"), [
    [
      "cut the id of an entry at its slash",
      "key.slice(source.length + 1)",
      'key.split("/")[1] ?? ""',
    ],
  ]),
  ...inFile(`${searchApi}/src/snippet.ts`, tests("snippet"), [
    ["show the beginning always", "found.length > 0 ?", "found.length < 0 ?"],
    ["cut the first character in two", "|^[\\uDC00-\\uDFFF]", ""],
    ["cut the last character in two", "|[\\uD800-\\uDBFF]$", ""],
  ]),
  ...inFile(
    `${replica}/watch-replica.ts`,
    [`${replica}/test/watch-replica.test.ts`],
    [
      [
        "apply changes of other sources",
        "if (watched.includes(change.source)) await",
        "await",
      ],
    ],
  ),
];

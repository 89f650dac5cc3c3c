import { type Edit, inFile, type Mutant } from "./mutant.ts";

const sync = "demo99/services/sync-api";
const replica = "demo99/commons/replica";
const feeds = "demo99/commons/feeds";

const inSync = (file: string, tests: string[], edits: Edit[]) =>
  inFile(
    `${sync}/src/${file}.ts`,
    tests.map((test) => `${sync}/test/${test}.test.ts`),
    edits,
  );

const inReplica = (file: string, test: string, edits: Edit[]) =>
  inFile(`${replica}/${file}.ts`, [`${replica}/test/${test}.test.ts`], edits);

/** Faults in sync-api, and in the replicas that it fills. */
export const syncMutants: Mutant[] = [
  ...inReplica("replica-repository", "replica", [
    [
      "let a late write replace a newer one",
      "version: { $lte: version }",
      "version: { $gte: 0 }",
    ],
    ["forget that a record was deleted", "isDeleted: true", "isDeleted: false"],
    [
      "keep deleted records for ever",
      "        { expireAfterSeconds: keptDeletedSeconds },\n",
      "",
    ],
    ["not know when a record was deleted", "true, deletedAt }", "true }"],
  ]),
  ...inReplica("replica-repository", "watch-replica", [
    [
      "lose a change to another instance",
      "if (!isDuplicate(error)) throw error;",
      "if (isDuplicate(error)) return;",
    ],
    [
      "load only the first page",
      "found.length === limit ? found.at(-1)?.id : undefined",
      "undefined",
    ],
  ]),
  ...inReplica("watch-replica", "watch-replica", [
    [
      "keep what is gone",
      "await apply(source, { put, delete: gone });\n    for",
      "await apply(source, { put, delete: [] });\n    for",
    ],
    [
      "step over a trimmed part of the log",
      "      if (change._id !== position + 1) return load();\n",
      "",
    ],
    [
      "overlook a new database",
      "      if (last !== position) return load();\n",
      "",
    ],
  ]),
  ...inReplica("replica-service", "watch-replica", [
    [
      "log a change before it is stored",
      "      await replica.write(source, changes);\n      await replica.append(source, ids);",
      "      await replica.append(source, ids);\n      await new Promise((resolve) => setTimeout(resolve, 100));\n      await replica.write(source, changes);",
    ],
  ]),
  ...inReplica("record", "replica", [
    ["take any number of records", "<= mostRecords", "<= 10 * mostRecords"],
    ["take any link", "/^https?:$/.test(new URL(url).protocol)", "url !== ''"],
  ]),
  ...inReplica("replica-api", "replica", [
    [
      "take a record of another source",
      "record.source !== source",
      "record.source === undefined",
    ],
  ]),
  ...inFile(
    "demo99/commons/requests/caller.ts",
    [`${replica}/test/replica.test.ts`],
    [
      [
        "let any service fill replicas",
        "callerOf(res)?.name === name",
        "callerOf(res)?.name !== undefined",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/requests/authorize.ts",
    [`${sync}/test/run-api.test.ts`],
    [["let all start runs", '    .post("/runs", only("admin"))\n', ""]],
  ),
  ...inSync(
    "copy-service",
    ["crashes"],
    [
      [
        "forget what was sent when the process is killed",
        "      await copies.store(pair, uncertain);\n",
        "",
      ],
      [
        "note a copy before it is sent",
        "      await copies.store(pair, uncertain);\n",
        "      await copies.store(pair, changed);\n",
      ],
      [
        "forget a copy before it is deleted",
        "      await send({ delete: ids });\n      await copies.delete(pair, ids);",
        "      await copies.delete(pair, ids);\n      await send({ delete: ids });",
      ],
    ],
  ),
  ...inSync(
    "copy-service",
    ["runs"],
    [
      [
        "send all records each time",
        "hash !== hashes.get(id)",
        "hash.length > 0 || hashes.has(id)",
      ],
      ["send after the lease has ended", "    expectHeld(isHeld);\n", ""],
    ],
  ),
  ...inSync(
    "run-repository",
    ["crashes"],
    [
      [
        "give a run the version of one that was killed",
        '[{ $ifNull: ["$id", 0] }, 1]',
        '[{ $ifNull: ["$id", 0] }, 0]',
      ],
    ],
  ),
  ...inSync(
    "walk-service",
    ["runs"],
    [
      [
        "delete what has moved to another page",
        "await source.existing(ids)",
        "(await source.page(null)).records.map(({ id }) => id)",
      ],
      ["delete nothing", "ids.filter((id) => !existing.has(id))", "[]"],
      [
        "go on without the lease",
        "      expectHeld(isHeld);\n      if (isThousand",
        "      if (isThousand",
      ],
      ["end after the first page", "next === null", "next !== undefined"],
      [
        "note no place while nothing changes",
        "copies.changes() > changes || pages % checkpointEvery === 0",
        "copies.changes() > changes",
      ],
      [
        "note no place after a change",
        "copies.changes() > changes || pages % checkpointEvery === 0",
        "pages % checkpointEvery === 0",
      ],
      [
        "look at the first hundred copies only",
        "ids.length < pageSize",
        "ids.length <= pageSize",
      ],
      ["count what is deleted", " - gone.length", ""],
    ],
  ),
  ...inSync(
    "shared-source",
    ["shared-source"],
    [
      [
        "read a source again for each replica",
        "    if (known) return known;\n",
        "",
      ],
      [
        "keep all pages of a source",
        "reads.size >= keptReads",
        "reads.size >= 1_000",
      ],
      [
        "answer for other ids",
        '(ids) => ids.join("\\n")',
        '(ids) => ids[0] ?? ""',
      ],
    ],
  ),
  ...inSync(
    "run-service",
    ["runs"],
    [
      [
        "leave a lost replica empty",
        "    await parts.copies.forget(name);\n",
        "",
      ],
      [
        "store each run that changes nothing",
        "    if (isRepeated) await runs.delete(before.id);\n    else await",
        "    await",
      ],
      [
        "go on at a page that the source refuses",
        "const isOver = !(error instanceof Unavailable);",
        "const isOver = false;",
      ],
      [
        "note an error without the lease",
        "if (!isHeld()) return;\n    const",
        "const",
      ],
      ["forget a replica without the lease", "    expectHeld(isHeld);\n", ""],
      [
        "call a shared page as new as its use",
        "createCopyService(copied), startedAt);",
        "createCopyService(copied), now());",
      ],
      [
        "share nothing between replicas",
        "parts.sources.map(sharedSource)",
        "parts.sources",
      ],
      [
        "leave targets behind at a failure",
        "      await Promise.allSettled(targetRuns);\n",
        "",
      ],
      [
        "stop at the first failure",
        ".catch((error: Error) => fail(outcome, error));",
        ".catch((error: Error) => Promise.reject(error));",
      ],
    ],
  ),
  ...inSync(
    "sync",
    ["runs"],
    [
      ["run without the lease", "    if (!isHeld()) return;\n", ""],
      [
        "run all the time",
        "if (!isRequested && now() < nextRunAt) return;",
        "",
      ],
      [
        "overlook a request for a run",
        "(await runs.takeRequest())) isRequested = true;",
        "(await runs.takeRequest())) return;",
      ],
      [
        "take a request away from the holder of the lease",
        "if (isHeld() && (await",
        "if ((await",
      ],
      ["run again and again for one request", "    isRequested = false;\n", ""],
    ],
  ),
  ...inFile(
    `${replica}/sync-metrics.ts`,
    [`${sync}/test/run-api.test.ts`],
    [
      [
        "measure the lag once",
        "  collect: () => measure().catch(() => {}),\n",
        "",
      ],
      ["have no metrics without a database", ".catch(() => {})", ""],
    ],
  ),
  ...inFile(
    `${sync}/page/state.ts`,
    [`${sync}/test/state.test.ts`],
    [
      [
        "call up to date what no instance copies",
        '  if (!filledBy) return { name: "stopped" };\n',
        "",
      ],
      [
        "call up to date what was never copied",
        'isFirst ? "first copy" : "up to date"',
        '"up to date"',
      ],
    ],
  ),
  ...inFile(
    `${feeds}/fetch-feed.ts`,
    [`${feeds}/test/fetch-feed.test.ts`],
    [
      ["read a feed of any size", "      size: mostBytes,\n", ""],
      ["wait for a feed for ever", "      signal,\n", ""],
      [
        "follow redirects for ever",
        "const mostRedirects = 3;",
        "const mostRedirects = 30;",
      ],
      [
        "follow a redirect to anything",
        '  if (!response.url.startsWith("http")) throw new Error("not a web address.");\n',
        "",
      ],
      [
        "follow a redirect to an internal address",
        "url.host === host ? undefined : publicAgent(url.href)",
        "url.host ? undefined : publicAgent(host)",
      ],
      [
        "follow a redirect to another port",
        "url.host === host ?",
        'url.hostname === host.split(":")[0] ?',
      ],
      [
        "read the feed whether it has changed or not",
        '...(etag && { "if-none-match": etag }),',
        "",
      ],
      [
        "show the path of a feed",
        "const { origin } = new URL(url);",
        "const origin = url;",
      ],
      [
        "take no answer for an empty feed",
        "status === 304 && isConditional",
        "status === 304",
      ],
    ],
  ),
  ...inSync(
    "feed-service",
    ["feed-service"],
    [
      [
        "ask the server in each run",
        "now() < stored.checkedAt + everyMs",
        "now() < stored.checkedAt",
      ],
      [
        "remember a version that could not be read",
        "return { ...refreshed, ...known, error: message };",
        'return { ...refreshed, etag: "2", error: message };',
      ],
      [
        "take the entries of another feed",
        "found?.url === url ? found : undefined",
        "found",
      ],
    ],
  ),
  ...inSync(
    "feed",
    ["feeds"],
    [
      [
        "show a link to anything",
        "return /^https?:$/.test(protocol) && href.length <= 2_000 ? href : undefined;",
        "return protocol ? href : undefined;",
      ],
      ["keep NUL", 'text.replace(harmful, "")', "text"],
      [
        "keep the last entry with an id",
        "if (data && !records.has(data.id))",
        "if (data)",
      ],
    ],
  ),
  ...inSync(
    "source",
    ["sources", "feeds"],
    [["cut a character in half", '.replace(/[\\uD800-\\uDBFF]$/, "")', ""]],
  ),
  ...inFile(
    `${feeds}/atom-xml.ts`,
    [`${sync}/test/feeds.test.ts`],
    [
      ["take entities", "if (isDeclared)", "if (isDeclared && !xml)"],
      ["overlook what a comment hides", "<!--[\\s\\S]*?-->|", ""],
      [
        "expand entities within the feed",
        "processEntities: false,",
        "processEntities: true,",
      ],
    ],
  ),
  ...inSync(
    "atom-feed",
    ["feeds"],
    [
      [
        "show HTML as it is",
        'text["@type"] === "html" ? htmlText(content) : content',
        "content",
      ],
    ],
  ),
  ...inFile(
    `${feeds}/markup-text.ts`,
    [`${sync}/test/feeds.test.ts`],
    [
      ["show scripts", "if (hiddenDepth === 0) text += part;", "text += part;"],
      [
        "read markup of any depth",
        "        if (++depth > mostDepth) parser.pause();\n",
        "",
      ],
    ],
  ),
];

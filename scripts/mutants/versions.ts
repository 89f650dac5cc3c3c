import { inFile, type Mutant } from "./mutant.ts";

const recommendApi = "demo99/services/recommend-api";
const recommendations = `${recommendApi}/test/recommendations.test.ts`;
const tagApi = "demo99/services/tag-api";
const tags = `${tagApi}/test/tags.test.ts`;
const pickVersion = "demo99/commons/calls/test/pick-version.test.ts";

/** Faults in versions, recommendations and tags. */
export const versionMutants: Mutant[] = [
  ...inFile(
    "demo99/commons/calls/pick-version.ts",
    [pickVersion],
    [
      [
        "ignore the version that the client pins",
        "const chosen = pin\n",
        "const chosen = !pin\n",
      ],
      ["forget the version of the current request", " || pinnedVersion()", ""],
      ["pass on no version", "...(pin && { [versionHeader]: pin })", ""],
      [
        "call another version if the pinned one does not run",
        "versions.find(({ name }) => name === pin) ??",
        "versions.find(({ name }) => name === pin) ?? versions[0] ??",
      ],
      [
        "know only the versions in service",
        "deployed.includes(name)",
        "deployed.length === 0",
      ],
      ["know the versions of other services", "=== service)", '!== "")'],
      [
        "know no version for gRPC",
        'call.service.replace(/^grpc:/, "http:")',
        "call.service",
      ],
      [
        "give a version more calls for each instance",
        "Math.max(version.weight, weight)",
        "version.weight + weight",
      ],
      [
        "draw a version of weight 0",
        "({ weight }) => weight > 0",
        "({ weight }) => weight >= 0",
      ],
      ["draw all versions equally", "rest -= version.weight;", "rest -= 1;"],
      [
        "call only the drawn version",
        "return weighted.toSorted((a, b) => isOther(a) - isOther(b));",
        "return weighted.filter((it) => !isOther(it));",
      ],
      ["draw one version only", "goldenRatio * ++draws", "goldenRatio * draws"],
      ["ignore the ports for gRPC", "[url, grpcUrl].filter", "[url].filter"],
    ],
  ),
  ...inFile(
    "demo99/commons/calls/balance.ts",
    ["demo99/commons/calls/test/balance.test.ts"],
    [
      [
        "call instances that may not get the call",
        ".filter((it) => tierOf(it) >= 0)",
        "",
      ],
      ["prefer no version", "          tierOf(a) - tierOf(b) ||\n", ""],
      [
        "prefer a version whose instances have failed",
        "          isAvoided(a) - isAvoided(b) ||\n          tierOf(a) - tierOf(b) ||\n",
        "          tierOf(a) - tierOf(b) ||\n          isAvoided(a) - isAvoided(b) ||\n",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/eureka-config.ts",
    ["demo99/commons/test/eureka-config.test.ts"],
    [
      ["register no version", "...(version && {", "...(!version && {"],
      [
        "forget the version of the instance itself",
        "[version, ...versions",
        "[...versions",
      ],
      ["forget the other versions", ', ...versions.split(",")]', "]"],
      [
        "take any text for a weight",
        "isNumber ? Number(weight) : 1",
        "Number(weight)",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/requests/pin-version.ts",
    ["demo99/commons/test/api-version.test.ts"],
    [
      [
        "forget the pinned version in the service",
        "req.get(versionHeader) || undefined",
        "undefined",
      ],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/topic-index.ts`,
    [`${recommendApi}/test/topic-index.test.ts`],
    [
      ["weigh all words alike", "Math.log(1 + documents.size / ids)", "1"],
      ["count a word once", "1 + Math.log(count)", "1"],
      ["keep the lengths of earlier documents", "lengths.clear();", ""],
      [
        "prefer long documents",
        "score: sum / (length * lengthOfDocument(id)),",
        "score: sum / length,",
      ],
      [
        "keep the words of a replaced document",
        "    put(id: string, words: Words) {\n      remove(id);\n",
        "    put(id: string, words: Words) {\n",
      ],
      [
        "find what has any of the words",
        "others.every((counts) => counts.has(id))",
        "others.length >= 0",
      ],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/topic-service.ts`,
    [recommendations],
    [
      [
        "keep the words of a post whose item changes",
        "if (before) postsByNumber.get(before)?.delete(id);",
        "",
      ],
      [
        "forget the people",
        "    words.set(personMark + ",
        "    if (!name) words.set(personMark + ",
      ],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/similar-service.ts`,
    [recommendations],
    [
      [
        "keep the worst reason of a cart",
        "score <= (found.get(id)?.score ?? leastScore)",
        "score <= leastScore",
      ],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/tag-service.ts`,
    [recommendations],
    [
      [
        "recommend an item because of its own tag",
        "numbers.filter((number) => number !== id)",
        "numbers",
      ],
      ["compare tags as they are spelled", "tagKeyOf(tag)", "tag"],
      [
        "look for the usual words of a tag",
        "[...topics.wordsOfText(tag).keys()]",
        'tagKeyOf(tag).split(" ")',
      ],
      ["forget the score by topic", "(found.get(id)?.score ?? 0) + ", ""],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/topic-client.ts`,
    [`${recommendApi}/test/topic-client.test.ts`],
    [
      [
        "take an entry of a feed for an item",
        '"dvds", "posts"]',
        '"dvds", "posts", "reddit"]',
      ],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/topic-worker.ts`,
    [`${recommendApi}/test/topic-client.test.ts`],
    [
      [
        "keep what is deleted",
        "topics.apply(source, { put: [], delete: request.delete });",
        "",
      ],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/match-service.ts`,
    [recommendations],
    [
      [
        "recommend the item itself",
        "    .filter(([number]) => !numbers.includes(number))\n",
        "",
      ],
      ["recommend without a limit", "    .slice(0, mostItems)\n", ""],
    ],
  ),
  ...inFile(
    `${recommendApi}/src/recommendation-service.ts`,
    [recommendations],
    [
      ["ask for the tags of no user", "tags && currentUser() ?", "tags ?"],
      [
        "hide that the tags are missing",
        'own ? [] : ["tag-api"]',
        "[] as string[]",
      ],
    ],
  ),
  ...inFile(
    `${tagApi}/src/tag-repository.ts`,
    [tags],
    [
      [
        "show the tags of one other user",
        "const fewestUsers = 2;",
        "const fewestUsers = 1;",
      ],
      [
        "list the tags of all users",
        ".find({ user, ...(after && isBehind(after)) })",
        ".find({ ...(after && isBehind(after)) })",
      ],
      [
        "share the tags of an item among users",
        "const idOf = (user: string, number: string) =>",
        "const idOf = (_user: string, number: string, user = 0) =>",
      ],
      [
        "count a user twice",
        '_id: { key: "$tags.key", user: "$user" },',
        '_id: { key: "$tags.key", user: "$user", number: "$number" },',
      ],
    ],
  ),
  ...inFile(
    `${tagApi}/src/tag-service.ts`,
    [tags],
    [
      ["keep two spellings of a tag", "if (!byKey.has(key)) ", ""],
      [
        "compare tags with their accents",
        "const key = tagKeyOf(tag);",
        "const key = tag.toLowerCase();",
      ],
      [
        "keep an empty list",
        "if (kept.length === 0) await",
        "if (kept.length < 0) await",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/requests/caller.ts",
    [tags],
    [
      [
        "let any service read tags for a user",
        " && name === service && user",
        " && user",
      ],
      [
        "let recommend-api read tags for no user",
        "&& name === service && user;",
        "&& name === service;",
      ],
    ],
  ),
  ...inFile(
    "scripts/stage/replicas.ts",
    ["scripts/stage/test/versions.test.ts"],
    [
      [
        "start all instances with the first version",
        "versionSettings(first, index)",
        "versionSettings(first, 1)",
      ],
    ],
  ),
  ...inFile(
    "scripts/stage/drain.ts",
    ["scripts/stage/test/drain.test.ts"],
    [
      [
        "drain the first instance, whatever was asked for",
        "registered.find((it) => it.port.$ === port)",
        "registered[0]",
      ],
    ],
  ),
];

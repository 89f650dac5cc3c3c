import { inFile, type Mutant } from "./mutant.ts";

const registry = "demo02/services/registry";
const monitoring = "demo05/services/monitoring";
const health = "demo05/services/health";
const gateway = "demo06/services/gateway";
const tracing = "demo08/services/tracing";

/** Faults in the embedded servers and the gateway. */
export const platformMutants: Mutant[] = [
  ...inFile(
    `${registry}/src/lease-registry.ts`,
    [`${registry}/test/lease-registry.test.ts`],
    [
      ["forget the lease", "now() > renewedAt + durationMs;", "false;"],
      ["renew nothing", "if (lease) lease.renewedAt = now();", ""],
      ["evict while the network is down", "if (isPreserving) return [];", ""],
      [
        "blame the network for one that crashes alone",
        "const allButOne = Math.max(total - 1, 0);",
        "const allButOne = total;",
      ],
      [
        "evict a whole application at once",
        "shuffle(silent).slice(0, limit)",
        "shuffle(silent)",
      ],
    ],
  ),
  ...inFile(
    `${registry}/src/credentials.ts`,
    [`${registry}/test/credentials.test.ts`],
    [
      [
        "accept a wrong password",
        "if (isSame(passwordIn",
        "if (req || isSame(passwordIn",
      ],
      [
        "require a password for a read",
        'password === "" || isRead',
        'password === "" || !req',
      ],
    ],
  ),
  ...inFile(
    `${registry}/src/printable.ts`,
    [`${registry}/test/harmless-text.test.ts`],
    [["log text that reverses what follows", "\\p{Cf}", ""]],
  ),
  ...inFile(
    `${registry}/src/exchange.ts`,
    [`${registry}/test/body-types.test.ts`],
    [
      [
        "call a body of another type missing",
        '  requireType("application/json", ...xmlTypes),\n',
        "",
      ],
      ["refuse a label that Netflix's server accepts", "  ignoreLatin1,\n", ""],
      [
        "store bytes that are not UTF-8",
        'express.json({ limit: "100kb", verify: requireUtf8 })',
        'express.json({ limit: "100kb" })',
      ],
    ],
  ),
  ...inFile(
    `${registry}/src/replication-api.ts`,
    [`${registry}/test/body-types.test.ts`],
    [
      [
        "call a batch of another type missing",
        'router.use("/peerreplication", jsonBodyUpTo("2mb"));',
        'const json = jsonBodyUpTo("2mb");\n  router.use("/peerreplication", (req, res, next) => req.is("json") ? json(req, res, next) : next());',
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/traffic.ts`,
    [`${monitoring}/test/traffic.test.ts`],
    [
      [
        "count fewer than no requests after a restart",
        " && before.count <= after.count",
        "",
      ],
    ],
  ),
  ...inFile(
    `${registry}/src/xml.ts`,
    [`${registry}/test/xml.test.ts`],
    [
      [
        "refuse a name of JavaScript's own",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "  transformTagName: (name) => `.${name}`,\n",
        "",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/log-api.ts`,
    [`${monitoring}/test/logs.test.ts`],
    [["read log lines of any size", '"1mb"', '"10mb"']],
  ),
  ...inFile(
    `${registry}/src/instance-info.ts`,
    [`${registry}/test/instance-api.test.ts`],
    [
      [
        "drop the name __proto__ from metadata",
        '(it === "" ? {} : it), map)',
        '(it === "" ? {} : it), z.record(z.string(), z.unknown()))',
      ],
    ],
  ),
  ...inFile(
    `${registry}/src/instance-api.ts`,
    [`${registry}/test/instance-api.test.ts`],
    [
      [
        "drop the name __proto__ from a query",
        "parse(metadata, req.query)",
        "parse(z.record(z.string(), z.string()), req.query)",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/sent-span.ts`,
    [`${tracing}/test/collector-api.test.ts`],
    [
      [
        "drop the tag __proto__",
        "span.tags = Object.fromEntries(tags);",
        "for (const [key, tag] of tags) (span.tags ??= {})[key] = tag;",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/trace-query.ts`,
    [`${tracing}/test/collector-api.test.ts`],
    [
      [
        "find a tag that each object inherits",
        "Object.hasOwn(tags, key) ?",
        "tags ?",
      ],
    ],
  ),
  ...inFile(
    `${registry}/src/bounded-map.ts`,
    [`${registry}/test/bounded-map.test.ts`],
    [
      ["hold entries of any size", " && totalBytes <= maxBytes", ""],
      [
        "count the size of a replaced entry twice",
        "      remove(key);\n",
        "      entries.delete(key);\n",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/probe.ts`,
    [`${monitoring}/test/probe.test.ts`],
    [
      [
        "take a 200 for health",
        'reply.status === 200 && health.status === "UP"',
        "reply.status === 200",
      ],
      [
        "take a 503 for health",
        'reply.status === 200 && health.status === "UP"',
        'health.status === "UP"',
      ],
      [
        "take any reply for health",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "return { health, error: `Replied ${reply.status} without a status.` };",
        "return { health, error: undefined };",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/symptoms.ts`,
    [
      `${monitoring}/test/symptoms.test.ts`,
      `${monitoring}/test/unhealthy.test.ts`,
    ],
    [
      [
        "overlook an instance that hangs",
        "...symptomsSeenBy(callsTo(one, instances)),",
        "",
      ],
      [
        "report an instance that has deregistered",
        'state === "gone" && !hasDeregistered',
        'state === "gone"',
      ],
      [
        "report an instance for one failure",
        "const minFailures = 3;",
        "const minFailures = 1;",
      ],
      [
        "decide the p95 by one slow request",
        "requests < minRequestsForP95",
        "requests < 1",
      ],
      [
        "believe the figures of an instance that is down",
        '.filter(({ state }) => state === "up")',
        "",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/root-cause.ts`,
    [`${monitoring}/test/root-cause.test.ts`],
    [
      [
        "suspect callees of an instance with a symptom of its own",
        "if (of(one).some(({ isOwn }) => isOwn)) return [];",
        "",
      ],
      [
        "follow the same calls again and again",
        "if (visited.has(one)) return [];",
        "if (visited.size > 50) return [];",
      ],
      [
        "overlook a service without instances",
        " || isMissing(callee, instances)",
        "",
      ],
      ["suspect healthy callees", " || of(callee).length === 0", ""],
    ],
  ),
  ...inFile(
    `${monitoring}/src/watched.ts`,
    [
      `${monitoring}/test/poller.test.ts`,
      `${monitoring}/test/unhealthy.test.ts`,
    ],
    [
      [
        "take one failed scrape for a crash",
        "const missesUntilDown = 2;",
        "const missesUntilDown = 1;",
      ],
      [
        "take an instance that has gone for one that is down",
        'one.isRegistered ? "down" : "gone"',
        '"down"',
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/window.ts`,
    [`${monitoring}/test/window.test.ts`],
    [
      [
        "compute rates across a restart",
        "if (isRestarted) readings.length = 0;",
        "",
      ],
      ["keep old readings", "dropBefore(readings, reading.at - ratesMs);", ""],
      [
        "keep all points of a chart",
        "dropBefore(points, reading.at - keptMs);",
        "",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/quantile.ts`,
    [`${monitoring}/test/traffic.test.ts`, `${monitoring}/test/window.test.ts`],
    [
      [
        "return the bound of a bucket",
        "lower.bound + (bound - lower.bound) * within",
        "bound + (bound - bound) * within",
      ],
      [
        "return no finite duration",
        "if (count >= rank && bound === Infinity) return lower.bound;",
        "if (count >= rank && bound === Infinity) return bound;",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/log-batch.ts`,
    [`${monitoring}/test/logs.test.ts`],
    [
      [
        "refuse a batch for one invalid line",
        "z.array(z.unknown()).max(1_000)",
        "z.array(line).max(1_000)",
      ],
      ["hide that lines were invalid", "if (invalid > 0)", "if (!batch)"],
    ],
  ),
  ...inFile(
    "demo01/commons/log.ts",
    ["demo01/commons/test/log.test.ts"],
    [
      [
        "write lines of any length",
        "if (Buffer.byteLength(line) <= maxBytes) return line;",
        "if (line) return line;",
      ],
    ],
  ),
  ...inFile(
    `${monitoring}/src/log-store.ts`,
    [`${monitoring}/test/log-store.test.ts`],
    [
      ["keep all log lines", "entries.length - surplus > maxEntries", "false"],
      ["keep log lines of any size", " || chars > maxChars", ""],
      [
        "return the oldest lines first",
        "found.slice(-limit)",
        "found.slice(0, limit)",
      ],
      [
        "skip lines that do not fit into a reply",
        "last: isComplete ? last : (items.at(-1)?.number ?? last),",
        "last: isComplete ? last : last,",
      ],
    ],
  ),
  ...inFile(
    `${health}/src/history.ts`,
    [`${health}/test/history.test.ts`],
    [
      [
        "show an instance that has gone as it was",
        "if (!present.has(strip.instanceId)) markGone(strip);",
        "",
      ],
      [
        "keep all samples",
        "strip.samples.filter(({ at }) => at > oldest)",
        "strip.samples.filter(({ at }) => at > -oldest)",
      ],
      [
        "take an instance without a probe for unhealthy",
        'if (status === "UNKNOWN") return;',
        "",
      ],
    ],
  ),
  ...inFile(
    `${health}/src/strip.ts`,
    [`${health}/test/history.test.ts`],
    [
      [
        "add an observation twice",
        "if (strip.observedAt === observation.at) return;",
        "",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/login-service.ts`,
    [`${gateway}/test/login.test.ts`],
    [
      [
        "accept any password",
        "if (account && isRight)",
        "if (account || isRight)",
      ],
      [
        "answer faster for an unknown name",
        "account?.passwordHash ?? placeholderHash",
        'account?.passwordHash ?? ""',
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/token-service.ts`,
    [`${gateway}/test/login.test.ts`, `${gateway}/test/keys.test.ts`],
    [
      ["sign a token without the role", "jwt.sign({ role }", "jwt.sign({}"],
      ["sign a token that never expires", "        expiresIn: seconds,\n", ""],
    ],
  ),
  ...inFile(
    `${gateway}/src/key-repository.ts`,
    [`${gateway}/test/keys.test.ts`],
    [
      [
        "fail where another instance has inserted its key",
        "if (!isDuplicate(error)) throw error;",
        "throw error;",
      ],
      [
        "sign with a key that another instance has replaced",
        "    await insert(await createKey());\n    return get();",
        "    const made = await createKey();\n    await insert(made);\n    return made;",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/rate-limit.ts`,
    [`${gateway}/test/rate-limit.test.ts`],
    [
      [
        "count all users of an address as one",
        "res.locals.caller?.name ?? ipKeyGenerator(ip)",
        'ipKeyGenerator(ip) + (res ? "" : "")',
      ],
      [
        "count an address that the client claims",
        "ipKeyGenerator(ip),",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        'ipKeyGenerator(`${res.req.headers["x-forwarded-for"] ?? ip}`),',
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/cors.ts`,
    [`${gateway}/test/cors.test.ts`],
    [
      [
        "give every origin permission",
        'origins.split(",").map(toOrigin)',
        'origins !== ""',
      ],
      ["hide the ETag from the page", '"ETag", ', ""],
    ],
  ),
  ...inFile(
    `${gateway}/src/password.ts`,
    [`${gateway}/test/password.test.ts`],
    [
      [
        "use the same salt for all",
        "const salt = randomBytes(16);",
        "const salt = Buffer.alloc(16);",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/trace-tree.ts`,
    [`${tracing}/test/trace-tree.test.ts`],
    [
      [
        "lose orphans",
        "findParent(node.span) ?? root",
        "findParent(node.span)",
      ],
      ["keep the order of arrival", "startOf(a) - startOf(b)", "0"],
      [
        "lose the spans of a circle",
        "return [...roots, ...cutCycles(nodes, roots)];",
        "return roots;",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/merge-spans.ts`,
    [
      `${tracing}/test/merge-spans.test.ts`,
      `${tracing}/test/trace-tree.test.ts`,
      `${tracing}/test/query-api.test.ts`,
    ],
    [
      [
        "join the two sides of a call",
        "a.shared === b.shared &&\n    areAlike(a.kind, b.kind) &&\n    isSamePlace",
        "isSamePlace",
      ],
      [
        "keep the first duration of a span",
        "Math.max(...durations)",
        "Number(durations[0])",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/trace-store.ts`,
    [`${tracing}/test/trace-store.test.ts`],
    [
      [
        "store a span that was sent again",
        "parts?.slice(-comparedParts)",
        "parts?.slice(0, 0)",
      ],
      [
        "drop the newest trace",
        "of traces) {\n      if",
        "of [...traces].reverse()) {\n      if",
      ],
      ["store spans of any size", " && bytes <= maxBytes", ""],
      [
        "take ids of 64 and 128 bits for two traces",
        "const id = lowerHalf(traceId);",
        "const id = traceId;",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/dependency-links.ts`,
    [`${tracing}/test/dependency-links.test.ts`],
    [
      [
        "count both sides of a call",
        'if (span.kind === "CLIENT" && children.length > 0) return [];',
        "",
      ],
      [
        "stop at a local span",
        "while (ancestor && !ancestor.span.kind) ancestor = ancestor.parent;",
        "",
      ],
      ["count no errors", "if (isError) link", "if (!link) link"],
    ],
  ),
];

import { inFile, type Mutant } from "./mutant.ts";

const commons = "demo99/commons";
const gateway = "demo99/services/gateway";

const rotation = [
  `${gateway}/test/rotation.test.ts`,
  `${gateway}/test/keys.test.ts`,
];

/** Faults in what only the final application has. */
export const hardeningMutants: Mutant[] = [
  ...inFile(
    `${commons}/env.ts`,
    [`${commons}/test/env.test.ts`],
    [
      ["keep the end of a secret's line", '.replace(/\\r?\\n$/, "")', ""],
      [
        "take one of two secrets",
        "if (process.env[name])",
        "if (!process.env)",
      ],
      [
        "take an empty file for no secret",
        "if (text) return text;",
        "if (!text || text) return text;",
      ],
      [
        "put a password into a URL as it is",
        'encodeURIComponent(env(password, ""))',
        'env(password, "")',
      ],
      ["take a port for a user", "(:\\/\\/[^/:@]+)@/g", "(:\\/\\/[^:@]+)@/g"],
    ],
  ),
  ...inFile(
    `${commons}/boot.ts`,
    [`${commons}/test/secret-files.test.ts`],
    [["register without the password", '      "REGISTRY_PASSWORD",\n', ""]],
  ),
  ...inFile(
    `${commons}/eureka-config.ts`,
    [`${commons}/test/secret-files.test.ts`],
    [
      [
        "log the registry's password",
        '.replace(/\\/\\/[^/@\\s]*@/g, "//")',
        "",
      ],
    ],
  ),
  ...inFile(
    `${commons}/calls/deadline.ts`,
    [`${commons}/calls/test/deadline.test.ts`],
    [
      ["wait longer than the client", "Math.min(usualMs, leftMs)", "usualMs"],
      [
        "leave the callee no time for its reply",
        "givenMs * shareForCallee",
        "givenMs * 1",
      ],
      [
        "send a call although the time is up",
        "if (leftMs < 1) throw tooLate(call);",
        "",
      ],
      [
        "open the circuit after too short a time",
        'givenMs < usualMs / 2 ? clientGone : "timed out"',
        '"timed out"',
      ],
      [
        "send the callee no deadline",
        "const headers = { ...call.headers, ...header };",
        "const headers = { ...call.headers };",
      ],
    ],
  ),
  ...inFile(
    `${commons}/requests/deadline.ts`,
    [`${commons}/calls/test/deadline.test.ts`],
    [
      ["work as long as the client says", "Math.min(ms, longestMs)", "ms"],
      [
        "take a malformed time for none",
        "Number(text) : longestMs",
        "Number(text) : Number(text)",
      ],
    ],
  ),
  ...inFile(
    `${commons}/deadline.ts`,
    [`${commons}/calls/test/deadline.test.ts`],
    [
      [
        "give up work that has to be completed",
        "return deadlines.run(Number.POSITIVE_INFINITY, task);",
        "return task();",
      ],
    ],
  ),
  ...inFile(
    `${commons}/calls/retry-budget.ts`,
    [`${commons}/calls/test/retry-budget.test.ts`],
    [
      ["repeat without a limit", "if (left(call) < one) return false;", ""],
      [
        "save any number of repetitions",
        "Math.min(left(call) + share, capacity)",
        "left(call) + share",
      ],
      ["earn a repetition with every call", "share = 0.1", "share = 1"],
      [
        "spend nothing for a repetition",
        "tokens.set(call.service, left(call) - 1);",
        "",
      ],
      [
        "share one budget among all services",
        "const tokens = new Map<string, number>();",
        `let all = capacity;
  const tokens = {
    get: (_service: string) => all,
    set(_service: string, left: number) {
      all = left;
    },
  };`,
      ],
    ],
  ),
  ...inFile(
    `${commons}/calls/retry.ts`,
    [`${commons}/calls/test/retry-budget.test.ts`],
    [
      ["ask no budget", "budget.spend(call);", "true;"],
      ["earn nothing", "budget.earn(call);", ""],
    ],
  ),
  ...inFile(
    `${commons}/calls/balance.ts`,
    [`${commons}/calls/test/retry-budget.test.ts`],
    [
      [
        "ask no budget for another instance",
        "if (wasSent(error) && !budget.spend(call)) throw error;",
        "",
      ],
      ["charge for a call that was not sent", "wasSent(error) && ", ""],
    ],
  ),
  ...inFile(
    `${commons}/requests/shed-load.ts`,
    [`${commons}/requests/test/shed-load.test.ts`],
    [
      [
        "accept any number of requests",
        "inFlight >= current && ",
        "inFlight > 1e9 && ",
      ],
      [
        "count requests that have ended",
        'res.once("close", () => inFlight--);',
        "",
      ],
      ["refuse staff", ' && callerOf(res)?.role !== "admin"', ""],
      [
        "count a request whose body has not arrived",
        'if (hasBody(req)) req.once("end", begin);\n    else begin();',
        "begin();",
      ],
      [
        "ignore the lag of the event loop",
        "lagMs() > maxLagMs ? limitWhileLagging : limit",
        "lagMs() > 1e9 ? limitWhileLagging : limit",
      ],
      [
        "measure no lag",
        "lagMs = histogram.percentile(50) / 1e6;",
        "lagMs = 0;",
      ],
      [
        "refuse everything while the event loop lags",
        "if (inFlight >= current &&",
        "if ((inFlight >= current || lagMs() > maxLagMs) &&",
      ],
      [
        "count a request that was aborted already",
        "if (res.closed) return;",
        "",
      ],
    ],
  ),
  ...inFile(`${gateway}/src/key-service.ts`, rotation, [
    [
      "sign with a key before it is known",
      "({ signsFrom }) => +signsFrom <= now()",
      "({ signsFrom }) => +signsFrom > 0",
    ],
    [
      "publish a key when it signs",
      "(await listNeeded()).map(publicHalf)",
      "(await listNeeded()).filter((key) => +key.signsFrom <= now()).map(publicHalf)",
    ],
    [
      "withdraw a key whose tokens are valid",
      "return now() < lastSignedAt + longestTokenSeconds * 1_000;",
      "return now() < lastSignedAt;",
    ],
    [
      "publish a key for ever",
      "return now() < lastSignedAt + longestTokenSeconds * 1_000;",
      "return now() < Number.POSITIVE_INFINITY;",
    ],
    [
      "keep every key in the database",
      "await keys.deleteBefore((needed[0] as Key).generation);",
      "",
    ],
    [
      "return a key that another rotation has replaced",
      `      await keys.insert(await make(generation, new Date(now() + publishedMs)));`,
      `      const made = await make(generation, new Date(now() + publishedMs));
      await keys.insert(made);
      if (made) return made;`,
    ],
  ]),
  ...inFile(`${gateway}/src/key-repository.ts`, rotation, [
    [
      "fail where another instance has inserted the key",
      "if (!isDuplicate(error)) throw error;",
      "throw error;",
    ],
    ["list the newest key first", "sort({ _id: 1 })", "sort({ _id: -1 })"],
  ]),
  ...inFile(
    `${gateway}/src/login-brake.ts`,
    [`${gateway}/test/login-brake.test.ts`],
    [
      [
        "delay no attempt",
        "if (count < freeFailures) return 0;",
        "if (count < 1e9) return 0;",
      ],
      [
        "remember failures after a success",
        "      failures.delete(key);\n      return result;",
        "      return result;",
      ],
      [
        "let attempts run in parallel",
        "before.then(() => attempt(key, task))",
        "attempt(key, task)",
      ],
      [
        "count a failure of the database",
        "if (error instanceof Unauthenticated) remember",
        "remember",
      ],
      [
        "delay attempts by hours",
        "Math.min(2 ** (count - freeFailures) * 1_000, longestWaitMs)",
        "2 ** (count - freeFailures) * 1_000",
      ],
      [
        "remember failures for ever",
        "if (lastAt + forgottenMs < now()) return 0;",
        "",
      ],
      [
        "remember any number of names",
        "if (oldest && failures.size > maxRemembered) failures.delete(oldest);",
        "",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/rate-limit.ts`,
    [`${gateway}/test/rate-limit.test.ts`],
    [
      [
        "count requests that succeed as failures",
        "skipSuccessfulRequests: true",
        "skipSuccessfulRequests: false",
      ],
      ["count every refusal", "statusCode !== 401", "statusCode < 400"],
    ],
  ),
  ...inFile(
    `${gateway}/src/login-service.ts`,
    [`${gateway}/test/login.test.ts`, `${gateway}/test/login-brake.test.ts`],
    [
      [
        "delay logins of one name at all addresses",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "`${nameKeyOf(login)} ${address}`",
        "address && nameKeyOf(login)",
      ],
      [
        "count each spelling of a name on its own",
        "nameKeyOf(login)",
        "login.username",
      ],
      [
        "delay no login",
        "await brake.slow(key, () => check(login))",
        "await check(login)",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/oauth-client.ts`,
    [`${gateway}/test/oauth.test.ts`],
    [
      [
        "accept an unknown client with an empty secret",
        "return isSecret && clients.has(id);",
        "return isSecret;",
      ],
      [
        "accept any secret of a known client",
        "return isSecret && clients.has(id);",
        "return clients.has(id) || isSecret;",
      ],
      ["accept a short secret in the setting", "{8,}", "*"],
    ],
  ),
  ...inFile(
    `${gateway}/src/oauth-api.ts`,
    [`${gateway}/test/oauth.test.ts`],
    [
      [
        "let clients guess a secret without delay",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "await brake.slow(`client ${id} ${req.ip}`, () => check(id, secret));",
        "await check(id, secret);",
      ],
      [
        "give a client the token of a customer",
        'role: "service" }',
        'role: "customer" }',
      ],
      [
        "accept any grant",
        'req.body?.grant_type !== "client_credentials"',
        "req.body?.grant_type === undefined",
      ],
      [
        "take an encoded secret literally",
        'return [decode(name), decode(rest.join(":"))];',
        'return [name, rest.join(":")];',
      ],
      [
        "read a body that is no form",
        '  requireType("application/x-www-form-urlencoded"),\n',
        "",
      ],
      [
        "replace bytes of a form that are not UTF-8",
        ", verify: requireForm",
        "",
      ],
      [
        "replace escapes in a form that are not UTF-8",
        '  requireDecodable("form", body.toString());\n',
        "",
      ],
      [
        "replace escapes in credentials that are not UTF-8",
        '  requireDecodable("credentials", text);\n',
        "",
      ],
      [
        "replace bytes of credentials that are not UTF-8",
        "if (!isUtf8(credentials))",
        "if (!credentials)",
      ],
      [
        "let caches keep a token",
        'res.set("cache-control", "no-store").json',
        "res.json",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/store-health.ts`,
    [`${gateway}/test/store-health.test.ts`],
    [
      [
        "report the reply of a healthy instance",
        "slowest.find(({ error }) => error) ?? slowest[0]",
        "slowest.find(({ error }) => !error) ?? slowest[0]",
      ],
      [
        "leave out a service that is not registered",
        "[...new Set([...expected, ...registered])]",
        "[...new Set(expected && registered)]",
      ],
    ],
  ),
  ...inFile(
    `${commons}/sampler.ts`,
    [`${commons}/test/sampler.test.ts`],
    [
      [
        "decide by chance in each service",
        "Number.parseInt(traceId.slice(-8), 16) < rate * 2 ** 32",
        'Math.random() < rate || traceId === ""',
      ],
      [
        "decide by the first half of an id",
        "traceId.slice(-8)",
        "traceId.slice(0, 8)",
      ],
      ["sample all but a share", "16) < rate", "16) >= rate"],
    ],
  ),
  ...inFile(
    `${commons}/tokens.ts`,
    [`${commons}/requests/test/authenticate.test.ts`],
    [
      [
        "ask the gateway for each unknown key",
        "atMostOnceIn(keyDelayMs, fetchJwks)",
        "fetchJwks",
      ],
    ],
  ),
  ...inFile(
    `${commons}/at-most-once-in.ts`,
    [
      `${commons}/test/outside.test.ts`,
      `${commons}/requests/test/authenticate.test.ts`,
    ],
    [
      ["run within the request that starts it", "outside(task)", "task()"],
      ["keep a failure", "last = undefined;", ""],
    ],
  ),
  ...inFile(
    `${commons}/calls/identify.ts`,
    [`${commons}/test/user.test.ts`],
    [["leave the user out of a token", "...(user && { user })", ""]],
  ),
  ...inFile(
    `${commons}/requests/on-behalf-of.ts`,
    [`${commons}/test/user.test.ts`],
    [
      [
        "take a service for the user",
        'caller?.role === "service" ? caller.user : caller?.name',
        "caller?.name",
      ],
    ],
  ),
  ...inFile(
    `${commons}/zipkin-report.ts`,
    [`${commons}/test/zipkin-report.test.ts`],
    [
      [
        "send refused spans again",
        "status < 500 ? new Error(message) : new Unavailable(message)",
        "new Unavailable(message)",
      ],
      [
        "lose spans while Zipkin is unavailable",
        "status < 500 ? new Error(message) : new Unavailable(message)",
        "new Error(message)",
      ],
    ],
  ),
  ...inFile(
    `${commons}/circuits.ts`,
    [`${commons}/test/resilience-metrics.test.ts`],
    [
      [
        "show a circuit open until the next call",
        'Date.now() < openUntil ? "open" : "half-open"',
        'Date.now() < openUntil ? "open" : "open"',
      ],
      [
        "show the circuit of an instance that has gone",
        "circuits.delete(instance);",
        "",
      ],
    ],
  ),
  ...inFile(
    `${commons}/calls/guard.ts`,
    [`${commons}/test/resilience-metrics.test.ts`],
    [
      [
        "keep the circuit of an instance that has gone",
        "forgetCircuit(url);",
        "",
      ],
    ],
  ),
  ...inFile(
    `${commons}/fallback-log.ts`,
    [`${commons}/test/fallback-log.test.ts`],
    [
      ["flood the log", "if (now() < use.quietUntil) {", "if (now() < 0) {"],
      ["lose the number of uses", "use.unlogged++;", ""],
    ],
  ),
  ...inFile(
    `${commons}/batch-queue.ts`,
    [`${commons}/test/resilience-metrics.test.ts`],
    [["count no lost items", "if (count > 0) onDrop(count);", ""]],
  ),
  ...inFile(
    `${commons}/database-pool.ts`,
    [`${commons}/test/database-spans.test.ts`],
    [
      [
        "count connections that are given back",
        '  ["connectionCheckedIn", "in_use", -1],\n',
        "",
      ],
    ],
  ),
  ...inFile(
    `${commons}/trace-context.ts`,
    [`${commons}/test/database-spans.test.ts`],
    [
      [
        "lose the span of a command",
        "letContext: (span, callback) => storage.run({ span }, callback)",
        "letContext: (_span, callback) => callback()",
      ],
    ],
  ),
  ...inFile(
    `${commons}/database-spans.ts`,
    [`${commons}/test/database-spans.test.ts`],
    [
      [
        "record commands that no request has caused",
        "if (!context.getContext()?.sampled.getOrElse(false)) return;",
        "",
      ],
      [
        "record no error of the database",
        'if (error) tracer.recordBinary("error", error);',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/outbox.ts",
    ["demo99/commons/test/outbox.test.ts"],
    [
      [
        "mark a message as published before it is",
        "      await publisher.publish(topic,",
        "      await store.markPublished(id);\n      await publisher.publish(topic,",
      ],
      ["try again at once", "if (now() < pausedUntil) return;", ""],
      ["forget the trace of a message", "{ id, b3 });", "{ id });"],
      [
        "give a message a new id",
        "{ id, b3 });",
        "{ id: String(now()), b3 });",
      ],
      [
        "publish all at once after a failure",
        "failures > 0 ? all.slice(0, 1) : all",
        "all",
      ],
      [
        "let a message block all others",
        "Promise.allSettled(list.map(publishOne))",
        "Promise.allSettled([publishOne(list[0] as Unpublished)])",
      ],
      [
        "try again what its receiver will never take",
        "if (!(error instanceof Undeliverable && store.setAside)) throw error;",
        "if (store) throw error;",
      ],
      [
        "log nothing of a message that is set aside",
        "      log.error(",
        "      if (!id) log.error(",
      ],
    ],
  ),
  ...inFile(
    "demo99/services/user-api/src/credentials-service.ts",
    ["demo99/services/user-api/test/credentials-service.test.ts"],
    [["accept any password", "account && isRight", "account || isRight"]],
  ),
  ...inFile(
    "demo99/services/user-api/src/user-repository.ts",
    ["demo99/services/user-api/test/user-service.test.ts"],
    [
      ["accept an e-mail address twice", "{ unique: true }", "{}"],
      ["lose one of two changes", "{ _id: id, revision },", "{ _id: id },"],
    ],
  ),
  ...inFile(
    "demo99/commons/requests/authorize.ts",
    [`${gateway}/test/gateway.test.ts`],
    [["let staff set passwords", 'req.path === "/"', "req.path !== null"]],
  ),
  ...inFile(
    "demo99/commons/requests/caller.ts",
    [`${gateway}/test/gateway.test.ts`],
    [
      [
        "let any service check credentials",
        "callerOf(res)?.name === name",
        "callerOf(res)?.name !== undefined",
      ],
    ],
  ),
  ...inFile(
    "demo99/services/user-api/src/user-service.ts",
    ["demo99/services/user-api/test/user-service.test.ts"],
    [
      [
        "change a password without the current one",
        "return isRight ? hashPassword",
        "return old || isRight ? hashPassword",
      ],
    ],
  ),
  ...inFile(
    "demo99/services/slack-api/src/message-repository.ts",
    ["demo99/services/slack-api/test/messages.test.ts"],
    [
      [
        "reply with a repeated message instead of the stored one",
        "toMessage(stored ?? document)",
        "toMessage(stored && document)",
      ],
    ],
  ),
];

import { inFile, type Mutant } from "./mutant.ts";

const http = "demo01/commons/test/http.test.ts";
const call = "demo01/commons/test/call.test.ts";
const forward = "demo01/commons/test/forward.test.ts";

/** Faults in outgoing calls: the steps, and what the steps use. */
export const callMutants: Mutant[] = [
  ...inFile(
    "demo01/commons/call-failure.ts",
    [call, http],
    [
      [
        "take a time-out for a broken connection",
        '  if (aborted) return reason === clientGone ? "cancelled" : "timed out";\n',
        "",
      ],
      [
        "take a client that has gone for a time-out",
        'reason === clientGone ? "cancelled" : "timed out"',
        '"timed out"',
      ],
      [
        "repeat a POST whose reply was lost",
        'return call.isRepeatable && ["reset", ',
        'return ["reset", ',
      ],
      [
        "repeat a call after the caller's time is over",
        " || call.signal.aborted",
        "",
      ],
      ["send a call whose time is over", "call.signal.throwIfAborted();", ""],
      [
        "call an address that has a path",
        "return href ===",
        "return url.startsWith(origin) || href ===",
      ],
      [
        "take a refused connection for a broken one",
        'if (refused.test(code)) return "refused";',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/calls/reconnect.ts",
    [http, forward],
    [
      [
        "repeat a POST whose connection broke",
        "if (!isReset || !call.isRepeatable) throw error;",
        "if (!isReset) throw error;",
      ],
      [
        "repeat no call whose connection broke",
        "return next(call);",
        "throw error;",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/http.ts",
    [http],
    [
      ["call a POST repeatable", 'method !== "POST"', "true"],
      [
        "wait for a reply without limit",
        "AbortSignal.timeout(timeoutMs)",
        "new AbortController().signal",
      ],
      [
        "make an error of a conflict",
        "if (status === 409)",
        "if (status === 418)",
      ],
      [
        "take an error for a reply",
        "if (status < 400) return reply as T;",
        "if (status < 600) return reply as T;",
      ],
      [
        "take a reply that is not JSON for none",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "throw new Unavailable(`The reply of ${service} is not JSON.`, { cause });",
        "return null;",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/forward.ts",
    [forward],
    [
      [
        "pass headers of the client's transfer on",
        'const { "transfer-encoding": _, expect, ...headers } = endToEnd(req.headers);',
        "const headers = endToEnd(req.headers);",
      ],
      [
        "continue a call after its client has gone",
        "controller.abort(clientGone);",
        "",
      ],
      ["accept a body of any size", '{ limit: "100kb" }', "{}"],
      ["repeat a write", "isRepeatable: isRead,", "isRepeatable: true,"],
      [
        "wait for a read as long as for a write",
        "isRead ? readMs : writeMs",
        "writeMs",
      ],
      [
        "go to the host that the client names",
        "request(instance, { agent, method, path, headers })",
        "request(path.startsWith('http') ? path : instance, { agent, method, path, headers })",
      ],
      [
        "hide a reply that broke off",
        'reply.body.on("error", () => res.destroy()).pipe(res);',
        'reply.body.on("error", () => res.end()).pipe(res);',
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/proxy-headers.ts",
    [forward],
    [
      [
        "pass on what the header Connection names",
        "[...hopByHop, ...named]",
        "[...hopByHop, ...named.slice(99)]",
      ],
      [
        "forget the proxies before this one",
        "[before, socket.remoteAddress]",
        "[before && '', socket.remoteAddress]",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/until-success.ts",
    ["demo01/commons/test/until-success.test.ts"],
    [
      [
        "hide what a service waits for",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "log.warn(`${what}: ${(error as Error).message}`);",
        "",
      ],
      [
        "warn at the first failure",
        "| undefined = now() + patienceMs;",
        "| undefined = now();",
      ],
      [
        "take a failure after a success for one that lasts",
        "      warnAt = undefined;\n",
        "",
      ],
      [
        "log a lasting failure each time",
        "        warnAt = now() + repeatMs;\n",
        "",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/zipkin-report.ts",
    ["demo99/commons/test/zipkin-report.test.ts"],
    [
      [
        "hide that Zipkin does not answer",
        'warnIfLasting(log, "no spans reach Zipkin (ZIPKIN_URL)", report, now)',
        "report",
      ],
    ],
  ),
  ...inFile(
    "demo02/commons/calls/resolve.ts",
    ["demo02/commons/calls/test/resolve.test.ts"],
    [
      [
        "call the name of a service",
        'instance: instances[0] ?? ""',
        "instance: call.service",
      ],
      [
        "keep the list of instances from the next step",
        "{ ...call, instances, ",
        "{ ...call, ",
      ],
    ],
  ),
  ...inFile(
    "demo02/commons/registry.ts",
    ["demo02/commons/test/registry.test.ts"],
    [
      [
        "call an instance that is not UP",
        '.filter((it) => it.status === "UP")',
        "",
      ],
      [
        "forget all instances when the registry was restarted",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "if (isRegistered && !fetched[`http://${self}`]) return;",
        "",
      ],
      [
        "forget a service that one fetch lacks",
        "++known.missedFetches > 36",
        "++known.missedFetches > 0",
      ],
      ["keep a service that has gone", "known.listed = [];", "continue;"],
      [
        "take a restarted registry's cached list for complete",
        "++known.missedFetches > 36",
        "++known.missedFetches > 6",
      ],
      [
        "list an instance whose address has a path",
        ".filter((it) => isOrigin(it.url))",
        "",
      ],
      [
        "fail before the next fetch",
        "i < 2 && !services.has(url)",
        "i < 0 && !services.has(url)",
      ],
      [
        "hide that no registry answers",
        "throw new Unavailable(`no registry at",
        "if (service === undefined) throw new Unavailable(`no registry at",
      ],
      [
        "stop before callers have a new list",
        "await delay(leaseSeconds * 200);",
        "",
      ],
      [
        "become ready while stopping",
        "      isStopped = true;",
        "      isRegistered = true;",
      ],
      ["register while stopping", "if (!isStopped) client.once", "client.once"],
      [
        "let one name in the registry stop every fetch",
        "  Object.assign(client, { splitVipAddress: toUrls });\n",
        '  Object.assign(client, { splitVipAddress: (it = "") => it.split(",") });\n',
      ],
      [
        "list an instance without a name",
        "names ? names.split",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        'names !== "" ? `${names ?? ""}`.split',
      ],
      ["warn about many calls that wait", "client.setMaxListeners(0);", ""],
    ],
  ),
  ...inFile(
    "demo02/commons/eureka-config.ts",
    [
      "demo02/commons/test/eureka-config.test.ts",
      "demo02/commons/test/registry.test.ts",
    ],
    [
      [
        "renew a lease after it has expired",
        "heartbeatInterval: (leaseSeconds * 1_000) / 3,",
        "heartbeatInterval: leaseSeconds * 3_000,",
      ],
      [
        "register an address at which the service does not listen",
        ".test(settings.host) ? own : settings.host",
        ".test(settings.host) || own ? own : settings.host",
      ],
      [
        "keep the slash at the end of the registry's URL",
        'url.replace(/\\/+$/, "")',
        "url",
      ],
      [
        "ask one registry only",
        'url.split(",").map(withoutSlash)',
        'url.split(",").slice(0, 1).map(withoutSlash)',
      ],
    ],
  ),
  ...inFile(
    "demo03/commons/calls/balance.ts",
    ["demo03/commons/calls/test/balance.test.ts"],
    [
      [
        "take no turns",
        "a.pending - b.pending || a.turn - b.turn",
        "a.pending - b.pending",
      ],
      ["ignore the calls in flight", "a.pending - b.pending || ", ""],
      ["count a call as in flight for ever", "instance.pending--;", ""],
      [
        "avoid an instance for ever",
        "now() + avoidedMs",
        "Number.POSITIVE_INFINITY",
      ],
      ["avoid no instance", "isAvoided(a) - isAvoided(b) || ", ""],
      [
        "avoid an instance that was too slow once",
        '["refused", "reset", "not sendable"]',
        '["refused", "reset", "not sendable", "timed out"]',
      ],
      [
        "repeat a POST on the next instance",
        " || !mayRepeat(call, error)) throw error;",
        ") throw error;",
      ],
      [
        "call no other instance",
        "if (ranked.length === 0 || !mayRepeat(call, error)) throw error;",
        "throw error;",
      ],
      [
        "mix the turns of two services",
        "services.set(service, listed);",
        'services.set("", listed);',
      ],
    ],
  ),
  ...inFile(
    "demo05/commons/calls/measure.ts",
    ["demo05/commons/test/metrics.test.ts"],
    [
      [
        "count no failed call",
        'end({ outcome: error instanceof CallFailed ? error.failure : "error" });',
        "",
      ],
      [
        "count a failure without its kind",
        'error instanceof CallFailed ? error.failure : "error"',
        '"error"',
      ],
      [
        "keep the series of instances that have gone",
        "if (hasGone) calls.reset();",
        "",
      ],
      [
        "count all instances as one",
        "{ service, instance, method }",
        "{ service, instance: service, method }",
      ],
    ],
  ),
  ...inFile(
    "demo05/commons/batch-queue.ts",
    ["demo05/commons/test/batch-queue.test.ts"],
    [
      [
        "lose a batch while the receiver is unavailable",
        "items.unshift(...batch);",
        "",
      ],
      [
        "put a batch back behind newer items",
        "items.unshift(...batch);",
        "items.push(...batch);",
      ],
      [
        "keep the last batch until it is full",
        "while (items.length > 0 && ",
        "while (items.length >= batchSize && ",
      ],
      [
        "deliver a full batch with the next timer only",
        "if (items.length === batchSize) void flush();",
        "",
      ],
      ["keep any number of items", "Math.max(items.length - capacity, 0)", "0"],
      [
        "drop the latest items",
        "items.splice(0, Math.max(items.length - capacity, 0))",
        "items.splice(Math.min(items.length, capacity))",
      ],
      [
        "deliver a refused batch again",
        "if (error instanceof Unavailable) {",
        "if (error instanceof Error) {",
      ],
      [
        "deliver two batches at once",
        "delivery ??= outside",
        "delivery = outside",
      ],
      ["hide how many items were lost", "dropped += batch.length;", ""],
      ["report lost items again and again", "dropped -= reported;", ""],
      [
        "deliver within the request that filled the batch",
        "outside(deliverAll)",
        "deliverAll()",
      ],
    ],
  ),
  ...inFile(
    "demo06/commons/calls/identify.ts",
    ["demo06/commons/calls/test/identify.test.ts"],
    [
      [
        "replace the token of a client",
        "if (call.isForwarded) return next(call);",
        "",
      ],
      ["sign a token that never expires", "      expiresIn: 60,\n", ""],
      [
        "drop the other headers of a call",
        "{ ...call.headers, authorization }",
        "{ authorization }",
      ],
      ["call in the name of an admin", 'role: "service"', 'role: "admin"'],
    ],
  ),
  ...inFile(
    "demo07/commons/calls/retry.ts",
    ["demo07/commons/calls/test/retry.test.ts"],
    [
      [
        "repeat a call that may have been carried out",
        'error.failure === "refused"',
        'error.failure !== "rejected"',
      ],
      ["repeat a call three times", "maxAttempts = 2", "maxAttempts = 3"],
      [
        "let all callers return at the same time",
        "new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 })",
        "{ next: () => ({ duration: 50, next: () => backoff.next() }) }",
      ],
    ],
  ),
  ...inFile(
    "demo07/commons/calls/guard.ts",
    ["demo07/commons/calls/test/guard.test.ts"],
    [
      [
        "let callers wait for the probe",
        'if (isHalfOpen()) throw rejected(call, "is not answering");',
        "",
      ],
      [
        "share one circuit among all instances",
        "known.get(instance) ?? createProtection",
        "[...known.values()][0] ?? createProtection",
      ],
      [
        "keep the circuits of instances that have gone",
        "if (!instances.includes(url)) known.delete(url);",
        "",
      ],
      ["make a circuit for each call", "known.set(instance, protection);", ""],
      [
        "ignore the time limit of an attempt",
        "({ signal }) => next({ ...call, signal }),",
        "() => next(call),",
      ],
      [
        "let cockatiel fail a call whose time is over",
        "if (call.signal.aborted) return next(call);",
        "",
      ],
      [
        "throw the bulkhead's own error",
        'if (isBulkheadRejectedError(error)) throw rejected(call, "is too busy");',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo07/commons/protection.ts",
    ["demo07/commons/calls/test/guard.test.ts"],
    [
      [
        "count a timely 503 as a failure",
        'status >= 500 && !headers["retry-after"]',
        "status >= 500 && Boolean(headers)",
      ],
      [
        "count no server error",
        'status >= 500 && !headers["retry-after"]',
        'status >= 600 && !headers["retry-after"]',
      ],
      [
        "count a refused connection",
        '["timed out", "reset"]',
        '["timed out", "reset", "refused"]',
      ],
      [
        "open with the first failure",
        "new ConsecutiveBreaker(5)",
        "new ConsecutiveBreaker(1)",
      ],
      [
        "stay open for 30 seconds",
        "const openMs = 3_000;",
        "const openMs = 30_000;",
      ],
      [
        "close although the probe has failed",
        "isHalfOpen() || isFault(error)",
        "isFault(error)",
      ],
      [
        "shorten a forwarded call",
        "call.isForwarded ? unlimited : limited",
        "call ? limited : unlimited",
      ],
      [
        "have any number of calls in flight",
        "bulkhead(maxPending)",
        "bulkhead(100_000)",
      ],
    ],
  ),
  ...inFile(
    "demo08/commons/calls/trace.ts",
    ["demo08/commons/test/tracing.test.ts"],
    [
      [
        "send no ids to the callee",
        "next(withHeaders(call, headers))",
        "next(call)",
      ],
      ["record no failure", "spans.recordError(id, error as Error);", ""],
      [
        "record no reply",
        "spans.recordResponse(id, String(reply.status));",
        "",
      ],
      [
        "begin a trace for calls that no request has caused",
        "if (!context.getContext()) {",
        "if (!context) {",
      ],
      [
        "let the callee begin a trace for such a call",
        'next(withHeaders(call, { [HttpHeaders.Sampled]: "0" }))',
        "next(call)",
      ],
    ],
  ),
  ...inFile(
    "demo08/commons/trace-context.ts",
    ["demo08/commons/test/tracing.test.ts"],
    [
      [
        "share the span of calls at the same time",
        "storage.run({ span: storage.getStore()?.span }, callback)",
        "callback()",
      ],
      [
        "begin a scope without a span",
        "{ span: storage.getStore()?.span }",
        "{ span: undefined }",
      ],
    ],
  ),
  ...inFile(
    "demo08/commons/tracing.ts",
    ["demo08/commons/test/tracing.test.ts"],
    [
      [
        "record what the caller does not sample",
        "logger: { logSpan }",
        "logger: { logSpan: (span) => logSpan(span) ?? logSpan(span) }",
      ],
      [
        "give both sides of a call one span",
        "supportsJoin: false",
        "supportsJoin: true",
      ],
    ],
  ),
];

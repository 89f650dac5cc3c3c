import { inFile, type Mutant } from "./mutant.ts";

const service = "demo01/commons/test/service.test.ts";
const problem = "demo01/commons/requests/test/problem.test.ts";
const tracing = "demo08/commons/test/tracing.test.ts";

/** Faults in the middleware of incoming requests. */
export const requestMutants: Mutant[] = [
  ...inFile(
    "demo01/commons/requests/problem.ts",
    [problem],
    [
      [
        "show the message of a 500",
        "if (status === 500) return undefined;",
        "",
      ],
      [
        "answer 500 when a callee is unavailable",
        "  [Unavailable, 503],\n",
        "",
      ],
      [
        "answer 500 when the database was lost",
        "  [MongoNetworkError, 503],\n",
        "",
      ],
      ["answer 503 to a fault of the service", "  [MongoAPIError, 500],\n", ""],
      [
        "leave Retry-After out",
        "if (error instanceof Refusal) res.set(error.headers);",
        "",
      ],
      [
        "leave the members of a refusal out",
        "...(error instanceof Refusal ? error.members : {}),",
        "",
      ],
      [
        "answer 500 to a body that is not JSON",
        "status && status >= 400 && status < 500 ? status : undefined",
        "status && status > 500 ? status : undefined",
      ],
      [
        "answer 500 when the database has just crashed",
        '["EPIPE", "ECONNRESET", diskIsFull]',
        "[diskIsFull]",
      ],
      [
        "answer 500 when the database is full",
        '["EPIPE", "ECONNRESET", diskIsFull]',
        '["EPIPE", "ECONNRESET"]',
      ],
      [
        "show the database's message",
        'return isFull ? "The database is full." : "The database does not answer.";',
        "return error.message;",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/readiness.ts",
    [service],
    [
      [
        "accept requests before the service is prepared",
        'if (!readiness.isReady) throw new Unavailable("Still starting.");',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/probes.ts",
    [service],
    [
      ["answer 200 to health while it is DOWN", "isUp ? 200 : 503", "200"],
      ["do not check the database", "...(database ? ", "...(!database ? "],
      [
        "be UP before the service is prepared",
        'if (!readiness.isReady) throw new Error("not prepared yet");',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/decodable-url.ts",
    [service],
    [
      [
        "accept a URL whose bytes are not UTF-8",
        "decodeURIComponent(escapes);",
        "",
      ],
      [
        "refuse a percent sign that begins no escape",
        'text.replace(/%(?![0-9a-f]{2})/gi, "%25")',
        "req.url",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/json-body.ts",
    [problem, service],
    [
      ["store bytes that are not UTF-8", "if (!isUtf8(body))", "if (!body)"],
      ["read a body of 10 MB", '"100kb"', '"10mb"'],
      [
        "ignore a body that is not JSON by its type",
        '    requireType("application/json"),\n',
        "",
      ],
      [
        "decode another charset than UTF-8",
        'if (charsetOf(req) === "utf-8") return next();',
        "if (charsetOf(req)) return next();",
      ],
      ["accept any query", "parse(none, req.query);", ""],
    ],
  ),
  ...inFile(
    "demo99/commons/requests/json-body.ts",
    ["demo99/commons/requests/test/json-body.test.ts"],
    [
      [
        "serve a request whose body was not read",
        '    requireRead("application/json"),\n',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/if-match.ts",
    ["demo01/commons/requests/test/if-match.test.ts"],
    [
      ["match a weak tag", "(weak ? [] : [tag])", "(weak ? [tag] : [tag])"],
      [
        "take * for a tag",
        'header === undefined || header === "*"',
        "header === undefined",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/parser-errors.ts",
    ["demo01/commons/requests/test/parser-errors.test.ts"],
    [
      ["respond a second time", " || hasReply(responses.get(socket))", ""],
      [
        "close the connection of a CONNECT without a response",
        'server.on("connect",',
        'server.on("not connect",',
      ],
      [
        "answer 417 without a reason",
        'server.on("checkExpectation",',
        'server.on("no expectation",',
      ],
      [
        "answer 400 to a request that is too slow",
        "ERR_HTTP_REQUEST_TIMEOUT: [\n    408,",
        "ERR_HTTP_REQUEST_TIMEOUT: [\n    400,",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/valid-framing.ts",
    ["demo01/commons/requests/test/valid-framing.test.ts"],
    [
      [
        "accept a request without Host",
        'if (host === undefined && req.httpVersion !== "1.0")',
        'if (host === "")',
      ],
      ["require Host in HTTP/1.0", ' && req.httpVersion !== "1.0"', ""],
      [
        "take a compressed body for its content",
        'if (coding.toLowerCase() !== "chunked")',
        'if (coding === "")',
      ],
      ["refuse another spelling of chunked", "coding.toLowerCase()", "coding"],
    ],
  ),
  ...inFile(
    "demo01/commons/log.ts",
    ["demo01/commons/test/log.test.ts"],
    [
      ["log C1 controls as they are", "\\x7f-\\x9f", ""],
      ["log text that reverses what follows", "\\p{Cf}", ""],
      ["escape half of a character", 'text.split("")', "[text]"],
    ],
  ),
  ...inFile(
    "demo01/commons/boot.ts",
    ["scripts/stage/test/listen-address.test.ts"],
    [
      [
        "listen on all interfaces by default",
        'env("HOST", "127.0.0.1")',
        'env("HOST", "0.0.0.0")',
      ],
      [
        "listen on 127.0.0.1 whatever HOST is",
        'env("HOST", "127.0.0.1")',
        '"127.0.0.1"',
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/server.ts",
    ["scripts/stage/test/listen-address.test.ts"],
    [
      [
        "let Node answer 400 without a reason",
        "  requireHostHeader: false,\n",
        "",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/log-requests.ts",
    [service],
    [
      [
        "log a status for a request whose client has gone",
        'res.writableFinished ? res.statusCode : "aborted"',
        "res.statusCode",
      ],
      [
        "log a URL of any length",
        "return url.length > 60 ?",
        "return url.length > 6_000 ?",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/requests/security-headers.ts",
    [service],
    [
      [
        "let browsers guess the type of a response",
        '    "X-Content-Type-Options": "nosniff",\n',
        "",
      ],
      ["let other pages frame this one", `  "frame-ancestors 'none'",\n`, ""],
    ],
  ),
  ...inFile(
    "demo01/commons/service.ts",
    [service],
    [
      [
        "answer 503 to a ping while starting",
        "    answerProbes({ readiness, database }),\n",
        "    refuseUntil(readiness),\n    answerProbes({ readiness, database }),\n",
      ],
      [
        "send an error without security headers",
        "    securityHeaders,\n    // Before anything reads the headers or the body.\n    validFraming,\n    ...first,",
        "    ...first,",
      ],
    ],
  ),
  ...inFile(
    "demo01/commons/validate.ts",
    ["demo01/commons/test/validate.test.ts"],
    [
      [
        "tell the last problem of a field",
        "if (!byField.has(field)) byField",
        "byField",
      ],
      [
        "store text with half a character",
        "/^[^\\0\\p{Cs}]*$/u",
        "/^[^\\0]*$/u",
      ],
      [
        "name no field that is unknown",
        '[[...path, key].join("."), "is not known"]',
        '["body", "is not known"]',
      ],
    ],
  ),
  ...inFile(
    "demo05/commons/requests/measure-requests.ts",
    ["demo05/commons/test/metrics.test.ts"],
    [
      [
        "make a time series of each path",
        "end({ route: routeOf(req), status });",
        "end({ route: req.originalUrl, status });",
      ],
      [
        "count a request whose client has gone as served",
        "res.writableFinished ? res.statusCode : 499",
        "res.statusCode",
      ],
    ],
  ),
  ...inFile(
    "demo05/commons/service.ts",
    ["demo05/commons/test/metrics.test.ts"],
    [
      [
        "count the reading of metrics",
        "    serveMetrics(),",
        "    measureRequests(),\n    serveMetrics(),",
      ],
    ],
  ),
  ...inFile(
    "demo06/commons/requests/authenticate.ts",
    ["demo06/commons/requests/test/authenticate.test.ts"],
    [
      [
        "skip the signature check",
        `      const { auth } = req as { auth?: { sub: string; role: string } };
      res.locals.caller = auth && { name: auth.sub, role: auth.role };
      const isBad = error instanceof UnauthorizedError;
      next(isBad ? new InvalidToken(error.message) : error);`,
        `      const [, claims = ""] = getToken(req)?.split(".") ?? [];
      const auth = claims && JSON.parse(Buffer.from(claims, "base64url") + "");
      res.locals.caller = auth && { name: auth.sub, role: auth.role };
      next();`,
      ],
      [
        "take a bad token for none",
        "next(isBad ? new InvalidToken(error.message) : error);",
        "next(isBad ? undefined : error);",
      ],
      [
        "answer 401 while the keys are unavailable",
        "const isBad = error instanceof UnauthorizedError;",
        "const isBad = error instanceof Error;",
      ],
      [
        "accept a token of any issuer",
        "    issuer: [gatewayIssuer, serviceIssuer],\n",
        "",
      ],
      [
        "accept a token for another audience",
        "    audience,\n    credentialsRequired",
        "    credentialsRequired",
      ],
      [
        "require a token for every request",
        "credentialsRequired: false",
        "credentialsRequired: true",
      ],
    ],
  ),
  ...inFile(
    "demo06/commons/tokens.ts",
    ["demo06/commons/requests/test/authenticate.test.ts"],
    [
      [
        "fail at a token with an unknown key",
        'throw isUnknown ? new InvalidToken("unknown key") : error;',
        "throw error;",
      ],
      [
        "verify a token by its own choice of algorithm",
        'if (alg === "HS256") return secret;',
        'if (alg !== "none" || kid) return secret;',
      ],
    ],
  ),
  ...inFile(
    "demo06/commons/requests/authorize.ts",
    ["demo06/commons/requests/test/authorize.test.ts"],
    [
      [
        "let customers write the catalogue",
        '"/dvds"], onlyToWrite("admin")',
        '"/dvds"], onlyToWrite("admin", "customer")',
      ],
      [
        "let customers reserve stock",
        'only("service"))\n    .use(["/carts"',
        'only("service", "customer"))\n    .use(["/carts"',
      ],
      [
        "let a request without a token pass",
        'if (!caller) throw new Unauthenticated("Log in first, at POST /login.");',
        "if (!caller) return next();",
      ],
      [
        "let every role pass",
        "if (roles.includes(caller.role)) return next();",
        "return next();",
      ],
      ["open a cart to other customers", "mustBe(req.params.cartId, res);", ""],
      [
        "take a PUT for a read",
        'req.method === "GET" || req.method === "HEAD"',
        'req.method !== "POST" && req.method !== "DELETE"',
      ],
      [
        "let a request without a token send log lines",
        '    .use("/logs", onlyToWrite("service"))',
        "",
      ],
    ],
  ),
  ...inFile(
    "demo06/commons/service.ts",
    ["demo06/commons/requests/test/authorize.test.ts"],
    [
      [
        "ask for permissions before the identity is known",
        "[authenticate(findKey), authorize()]",
        "[authorize(), authenticate(findKey)]",
      ],
      [
        "ask for no permissions",
        "[authenticate(findKey), authorize()]",
        "[authenticate(findKey)]",
      ],
    ],
  ),
  ...inFile(
    "demo08/commons/requests/trace-requests.ts",
    [tracing],
    [
      [
        "continue a trace with a malformed id",
        "if (!hex64Or128.test(traceId) || !hex64.test(spanId)) {",
        "if (!traceId) {",
      ],
      [
        "crash at a malformed host",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "if (!URL.canParse(`http://${headers.host}`)) delete headers.host;",
        "",
      ],
    ],
  ),
  ...inFile(
    "demo08/commons/requests/problem.ts",
    [tracing],
    [
      [
        "leave the trace out of problem details",
        "          traceId: traceId(),\n",
        "",
      ],
    ],
  ),
];

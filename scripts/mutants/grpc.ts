import { inFile, type Mutant } from "./mutant.ts";

const commons = "demo99/commons";
const customerApi = "demo99/services/customer-api";
const calls = [`${commons}/grpc/test/grpc.test.ts`];
const service = [`${customerApi}/test/customer-service.test.ts`];
const api = [`${customerApi}/test/customers.test.ts`];
const repository = [`${customerApi}/test/customer-repository.test.ts`];

/** Faults in calls with gRPC, and in customer-api. */
export const grpcMutants: Mutant[] = [
  ...inFile(`${commons}/grpc/int64.ts`, calls, [
    [
      "lose digits of long numbers",
      "BigInt(value.toString())",
      "BigInt(value.toNumber())",
    ],
  ]),
  ...inFile(`${commons}/grpc/status.ts`, calls, [
    [
      "name no bad fields",
      "metadata.set(errorsKey,",
      'metadata.set("other-bin",',
    ],
    [
      "take a failed precondition for a duplicate",
      "  [FailedPrecondition, status.FAILED_PRECONDITION],\n",
      "",
    ],
    [
      "show callers the message of any error",
      'detailOf(error, httpStatusOf(code)) ?? "Internal error."',
      "error.message",
    ],
  ]),
  ...inFile(`${commons}/grpc/require-deadline.ts`, calls, [
    ["accept calls without an end", "isPlatform || !isEndless", "true"],
  ]),
  ...inFile(`${commons}/grpc/handle.ts`, calls, [
    [
      "answer INTERNAL to bytes that are no message",
      "throw new Invalid(",
      "throw cause ?? new Invalid(",
    ],
  ]),
  ...inFile(`${commons}/grpc/incoming/authenticate.ts`, calls, [
    ["accept every role", 'role !== "service"', "!role"],
    [
      "not verify a token",
      "jwt.verify(token, key, tokenRules) as JwtPayload",
      "(key && decoded.payload) as JwtPayload",
    ],
    ["forget the user of a call", "onBehalfOf(user,", "onBehalfOf(undefined,"],
  ]),
  ...inFile(`${commons}/grpc/incoming/limit-time.ts`, calls, [
    [
      "not pass on how much time is left",
      "withDeadline(performance.now() + leftMs,",
      "withDeadline(performance.now() + longestMs,",
    ],
    [
      "work on for a client that has given up",
      "Promise.race([work, givenUp(call)])",
      "Promise.race([work])",
    ],
  ]),
  ...inFile(`${commons}/grpc/incoming/refuse-until.ts`, calls, [
    ["serve before it is prepared", "!readiness.isReady", "false"],
  ]),
  ...inFile(`${commons}/grpc/incoming/measure-calls.ts`, calls, [
    ["measure failures as successes", "httpStatusOf(outcome.code)", "200"],
  ]),
  ...inFile(`${commons}/grpc/server.ts`, calls, [
    [
      "take messages of any size",
      '"grpc.max_receive_message_length": 100_000,',
      '"grpc.max_receive_message_length": -1,',
    ],
    [
      "abort calls in flight at its end",
      "promisify(server.tryShutdown.bind(server))()",
      "server.forceShutdown()",
    ],
  ]),
  ...inFile(`${commons}/grpc/send-unary.ts`, calls, [
    [
      "take an instance that is down for one that broke",
      '? "ECONNREFUSED" : ',
      '? "ECONNRESET" : ',
    ],
    [
      "not tell the callee when the call ends",
      "headers[timeoutHeader]}m",
      "10_000}m",
    ],
  ]),
  ...inFile(
    `${commons}/registry.ts`,
    [`${commons}/test/registry.test.ts`],
    [
      [
        "find an address without gRPC",
        "name === url ? it.url : it.grpcUrl",
        "name === url ? it.url : (it.grpcUrl ?? it.url)",
      ],
    ],
  ),
  ...inFile(
    "demo99/services/monitoring/src/symptoms.ts",
    ["demo99/services/monitoring/test/root-cause.test.ts"],
    [
      [
        "not follow calls with gRPC",
        "calls?.get(url) ?? calls?.get(grpcUrl)",
        "calls?.get(url)",
      ],
    ],
  ),
  ...inFile(`${customerApi}/src/customer-service.ts`, service, [
    [
      "refuse a repeated registration",
      "stored && isSame(stored, customer)",
      "false",
    ],
    [
      "accept other data for a reference",
      "stored && isSame(stored, customer)",
      "stored",
    ],
    [
      "update what does not exist",
      "if (!stored) throw unknown(customer.reference);",
      "if (!stored) return customer;",
    ],
    [
      "take an older version for the stored one",
      "if (stored.version === customer.version) return stored;",
      "return stored;",
    ],
    [
      "refuse a version that is repeated",
      "if (stored.version === customer.version) return stored;",
      "",
    ],
  ]),
  ...inFile(`${customerApi}/src/customer-api.ts`, api, [
    [
      "take any customer",
      "customers.register(parse(customer, message))",
      "customers.register(message)",
    ],
  ]),
  ...inFile(`${customerApi}/src/customer-repository.ts`, repository, [
    [
      "accept an e-mail address twice",
      "{ emailKey: 1 }, { unique: true }",
      "{ emailKey: 1 }, { unique: false }",
    ],
    ["list a page again", "{ emailKey: { $gt: after.emailKey } }", "{}"],
  ]),
];

import { inFile, type Mutant } from "./mutant.ts";

const queues = ["scripts/bench/simulate/test/queues.test.ts"];
const capacity = ["scripts/bench/simulate/test/capacity.test.ts"];
const load = ["scripts/bench/load/test/load.test.ts"];
const queueType = ["scripts/embedded-amqp/test/queue-type.test.ts"];

/** Faults in the cost of an order, and in what is computed from it. */
export const scaleMutants: Mutant[] = [
  ...inFile("scripts/bench/simulate/queues.ts", queues, [
    [
      "give each instance two calls at a time",
      "while ((busy[at] as number) < servers)",
      "while ((busy[at] as number) < servers + 1)",
    ],
    ["have any number of cores", "running.length < cores", "running"],
    [
      "serve each call in the mean time",
      "const ms = exponential((stations[call.at] as Station).serviceMs);",
      "const ms = (stations[call.at] as Station).serviceMs;",
    ],
    [
      "let requests arrive in equal steps",
      "nextAt += exponential(1_000 / perSecond)",
      "nextAt += 1_000 / perSecond",
    ],
    ["lose a fraction of a call", "Number(random() < calls - whole)", "0"],
    ["lose a request", "    goOn(call.rest);\n", ""],
    ["count no wait", "count.waitedMs += now - call.since;", ""],
    ["wait for no core", "forCores.waitedMs += now - call.since;", ""],
  ]),
  ...inFile("scripts/bench/simulate/capacity.ts", capacity, [
    ["forget the carts", "=> browseMs + buyMs", "=> browseMs"],
    ["forget what is needed at rest", "- restMs, 0) / cpuMs", ", 0) / cpuMs"],
    ["forget the peak", "(ordersADay * peak)", "(ordersADay)"],
    ["call the engines never", "component.calls || requestsAnOrder", "1"],
    [
      "keep no reserve",
      "work / (1_000 * target - restMs)",
      "work / (1_000 - restMs)",
    ],
    ["take instances away", "Math.max(needed, now)", "needed"],
    ["keep one instance's memory", "(component.bytes / now) * count", "0"],
    [
      "begin with the highest limit",
      "limitOf(one) - limitOf(other)",
      "limitOf(other) - limitOf(one)",
    ],
  ]),
  ...inFile("scripts/bench/simulate/report.ts", capacity, [
    ["call every queue stable", "left > arrived / 10", "left > arrived"],
    [
      "name the shortest queue",
      "other.left > one.left",
      "one.left > other.left",
    ],
  ]),
  ...inFile("scripts/bench/load/buyers.ts", load, [
    ["count failed orders", "if (!isDue) return", "if (!isDue) void"],
    ["fail without end", "++repeated > mostRepeated", "!++repeated"],
  ]),
  ...inFile("scripts/bench/load/calls.ts", load, [
    ["count probes", "!ofProbes.test(line)", "line"],
  ]),
  ...inFile("scripts/bench/load/rise.ts", load, [
    ["go on after the limit", "if (!step.isSustained) break;", ""],
    ["make a step too many", "steps.length < most", "steps.length <= most"],
  ]),
  ...inFile("demo99/commons/boot.ts", queueType, [
    ["ignore AMQP_QUEUE_TYPE", "      queueType,\n", ""],
  ]),
  ...inFile("demo99/commons/broker/queues.ts", queueType, [
    ["declare each queue as a classic one", 'type === "quorum"', "!type"],
  ]),
  ...inFile(
    "scripts/embedded-amqp/broker/queue.ts",
    ["scripts/embedded-amqp/test/server.test.ts"],
    [["give back a message without end", "entry.returns > most", "!most"]],
  ),
  ...inFile(
    "demo99/deployment/shards.js",
    ["scripts/deployment/test/shards.test.ts"],
    [
      [
        "shard carts by a field that writes do not have",
        'carts", { _id:',
        'carts", { version:',
      ],
    ],
  ),
];

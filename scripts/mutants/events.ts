import { type Edit, inFile, type Mutant } from "./mutant.ts";

const bus = "demo99/services/event-bus";
const commons = "demo99/commons";

const inBus = (file: string, tests: string[], edits: Edit[]) =>
  inFile(
    `${bus}/src/${file}.ts`,
    tests.map((test) => `${bus}/test/${test}.test.ts`),
    edits,
  );

const inLease = (file: string, edits: Edit[]) =>
  inFile(`${commons}/lease/${file}.ts`, [`${bus}/test/lease.test.ts`], edits);

const log = ["events"];
const delivery = ["delivery"];
const setAside = ["set-aside"];
const replay = ["replay"];
const lease = ["lease"];

/** Faults in the event bus, its publishers and its subscribers. */
export const eventMutants: Mutant[] = [
  ...inBus("event-service", log, [
    [
      "count events that another instance has stored",
      "missing.slice(0, count)",
      "missing",
    ],
    [
      "accept other data with a known id",
      "      expectSame(stored, event);\n",
      "",
    ],
    [
      "let any service publish any type",
      "      requirePublisher(event, publisher);\n",
      "",
    ],
    ["forget the trace of an event", ", ...(b3 && { b3 })", ""],
    [
      "name a page behind the last one",
      "found.length > limit",
      "found.length >= limit",
    ],
  ]),
  ...inBus("event-service", delivery, [
    ["leave new events to the next poll", "    onStored();\n", ""],
  ]),
  ...inBus("new-event", log, [
    ["take data of any size", "<= mostBytes", "<= 10 * mostBytes"],
  ]),
  ...inBus("in-groups", log, [
    [
      "forget what arrives while a group is stored",
      "while (waiting.length > 0)",
      "if (waiting.length > 0)",
    ],
  ]),
  ...inBus("subscriber", delivery, [
    [
      "wait longer than 5 s",
      "const longestWaitMs = 5_000;",
      "const longestWaitMs = 50_000;",
    ],
    [
      "wait as long after each failure",
      "firstWaitMs * 2 ** subscriber.failures",
      "firstWaitMs",
    ],
    [
      "set an event aside after four refusals",
      "const mostRefusals = 5;",
      "const mostRefusals = 4;",
    ],
    [
      "count a failure as a refusal",
      "return { ...subscriber, failures, error, isRefusing, retryAt: now + waitMs };",
      "return { ...subscriber, failures, error, isRefusing, retryAt: now + waitMs, refusals: subscriber.refusals + 1 };",
    ],
    [
      "say that a subscriber waits which refuses",
      "const isRefusing = true;",
      "const isRefusing = false;",
    ],
    [
      "say that a subscriber refuses which does not respond",
      "const isRefusing = false;",
      "const { isRefusing } = subscriber;",
    ],
  ]),
  ...inBus("subscriber", replay, [
    [
      "count a delivery that began before the replay",
      "round: round + 1,",
      "round,",
    ],
    ["end a replay early", "position >= replay.until", "position > 0"],
    [
      "end a second replay where the first one is",
      "Math.max(position, replay?.until ?? 0)",
      "position",
    ],
  ]),
  ...inBus("subscriber", setAside, [
    [
      "let a subscriber wait after its reply",
      "return { ...subscriber, ...nothing, failures: 0, retryAt: 0 };",
      "return { ...subscriber, ...nothing };",
    ],
  ]),
  ...inBus("delivery-service", delivery, [
    ["deliver again at once after a failure", " || now() < to.retryAt", ""],
    [
      "deliver a whole batch after a failure",
      "to.failures > 0 ? 1 : batchSize",
      "batchSize",
    ],
    [
      "lose an event that was refused",
      "if (refused) await keep",
      "if (refused && !to) await keep",
    ],
    ["deliver nothing by polling", "it.position < last || ", ""],
  ]),
  ...inBus("delivery-service", lease, [
    ["deliver without the lease", "!to || !isHeld() ||", "!to ||"],
  ]),
  ...inBus("delivery-service", replay, [
    [
      "keep what a replay has delivered set aside",
      "if (to.replay && reply.handled > 0)",
      "if (to.replay && reply.handled > 100)",
    ],
  ]),
  ...inBus("delivery-service", setAside, [
    [
      "deliver again only when there are new events",
      " || requeuing.includes(it.name)",
      "",
    ],
  ]),
  ...inBus("batch", delivery, [
    ["deliver megabytes", "bytes > mostBytes", "bytes > 10 * mostBytes"],
  ]),
  ...inBus(
    "loops",
    ["loops"],
    [
      [
        "overlook work while a loop ends",
        "while (again.has(name))",
        "while (false)",
      ],
    ],
  ),
  ...inBus("subscriber-repository", delivery, [
    [
      "begin at the start after each start",
      "$setOnInsert: fields",
      "$set: fields",
    ],
  ]),
  ...inBus("subscriber-repository", delivery, [
    [
      "forget that a subscriber refuses",
      "    ...(isRefusing && { isRefusing }),\n",
      "",
    ],
  ]),
  ...inBus(
    "subscriber-queues",
    ["subscriber-queues"],
    [
      [
        "count as delivered what the broker has not stored",
        "handled: failed === -1 ? events.length : failed",
        "handled: events.length",
      ],
      ["deliver outside the trace", "{ id, b3 });", "{ id });"],
      ["give each delivery a new id", "{ id, b3 });", "{ b3 });"],
    ],
  ),
  ...inBus("subscriber-repository", lease, [
    ["move the cursor back", "{ _id: name, position, round }", "{ _id: name }"],
  ]),
  ...inBus("subscriber-client", delivery, [
    [
      "believe any reply",
      "if (success && isSane(data, events.length)) return data;",
      "if (success) return data;",
    ],
  ]),
  ...inBus("set-aside-repository", setAside, [
    [
      "deliver all again, whatever the ids",
      "ids ? { id: { $in: ids } } : {}",
      "{}",
    ],
  ]),
  ...inLease("lease-repository", [
    [
      "take a lease that is held",
      "{ until: { $lte: now } }",
      "{ until: { $gt: 0 } }",
    ],
    [
      "leave a lease that has ended",
      "{ $or: [{ holder }, { until: { $lte: now } }] }",
      "{ holder }",
    ],
  ]),
  ...inLease("lease-service", [
    ["keep a lease for ever", "now() < heldUntil", "heldUntil > 0"],
    ["keep a lease for too long", "shareOfLease = 3 / 4", "shareOfLease = 2"],
    [
      "release a lease before the work has ended",
      "      await endOfWork();\n      await leases.release(holder);",
      "      await leases.release(holder);\n      await endOfWork();",
    ],
    ["take a released lease again", "      if (isReleased) return;\n", ""],
  ]),
  ...inBus(
    "overview-service",
    ["overview"],
    [
      [
        "show the data of events to all",
        "({ data, b3, ...shown })",
        "({ b3, ...shown })",
      ],
    ],
  ),
  ...inFile(
    `${commons}/requests/authorize.ts`,
    [`${bus}/test/events.test.ts`, `${bus}/test/replay.test.ts`],
    [
      [
        "show events to all",
        '    .get("/events", only("service", "admin"))\n',
        "",
      ],
      ["let staff publish", '    .post("/events", only("service"))\n', ""],
      ["let customers replay", '["/replay", ', "["],
    ],
  ),
  ...inFile(
    `${commons}/events/subscriber.ts`,
    [`${commons}/events/test/subscriber.test.ts`],
    [
      [
        "take events of any service",
        'if (callerOf(res)?.name === "event-bus")',
        "if (callerOf(res))",
      ],
      ["handle any data", "parse(schema, data)", "data"],
    ],
  ),
  ...inFile(
    `${commons}/events/consumer.ts`,
    [`${commons}/events/test/consumer.test.ts`],
    [
      [
        "acknowledge an event before it is handled",
        "    await find",
        "    find",
      ],
      [
        "take any message for an event",
        "parse(storedEvent, content)",
        "content as never",
      ],
    ],
  ),
  ...inFile(
    `${commons}/events/handle-in-order.ts`,
    [
      `${commons}/events/test/subscriber.test.ts`,
      `${commons}/events/test/handle-in-order.test.ts`,
    ],
    [
      ["refuse events while the database is down", "=== 503", "=== 999"],
      ["handle a batch without an end", "    if (now() >= endAt) break;\n", ""],
    ],
  ),
  ...inFile(
    `${commons}/events/publisher.ts`,
    [`${commons}/events/test/publisher.test.ts`],
    [
      ["publish outside the trace", "parseB3(b3)", "undefined"],
      ["wait for no reply of the bus", "await context.", "void context."],
      [
        "set events aside while the bus does not know the caller",
        "[401, 404, 408, 409, 429]",
        "[404, 408, 409, 429]",
      ],
      ["set late events aside", "404, 408, 409", "404, 409"],
      ["set events aside when there are many", "409, 429]", "409]"],
      [
        "publish again what the bus refuses",
        "status < 400 ||",
        "status < 500 ||",
      ],
      [
        "set events aside while another program answers",
        "[401, 404, 408",
        "[401, 408",
      ],
    ],
  ),
  ...inFile(
    `${commons}/outbox-store.ts`,
    [`${commons}/test/outbox-store.test.ts`],
    [
      [
        "mark all events of a document as published",
        '{ "unpublished.id": id, unpublished: { $size: 1 } }',
        '{ "unpublished.id": id }',
      ],
      ["publish two events of a document at once", "    .slice(0, 1)\n", ""],
      [
        "leave an undeliverable event in the outbox",
        "      await remove(id);\n    },\n  };",
        "    },\n  };",
      ],
      [
        "lose an undeliverable event",
        "if (!event) return;",
        "if (!event || id) return remove(id);",
      ],
      [
        "publish the events of a document in any order",
        "a.at.getTime() - b.at.getTime()",
        "0",
      ],
      ["store no trace with an event", "...(b3 && { b3 })", ""],
    ],
  ),
];

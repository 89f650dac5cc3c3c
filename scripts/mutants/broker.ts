import { inFile, type Mutant } from "./mutant.ts";

const commons = "demo99/commons";
const userQueue = "demo99/services/user-queue";
const consumer = [`${userQueue}/test/new-user-consumer.test.ts`];
const onBrokers = ["scripts/embedded-amqp/test/commons-broker.test.ts"];

/** Faults in publishing and consuming messages. */
export const brokerMutants: Mutant[] = [
  ...inFile(`${userQueue}/src/new-user-consumer.ts`, consumer, [
    [
      "acknowledge a message before it is handled",
      "newUsers.announce(",
      "void newUsers.announce(",
    ],
    [
      "make dead letters of a short outage",
      '{ name: "user-slack", topics, waitsMs }',
      '{ name: "user-slack", topics }',
    ],
    [
      "give each delivery an id of its own",
      "announce(event.id,",
      "announce(crypto.randomUUID(),",
    ],
    [
      "take any content",
      "parse(newUser, event.content)",
      "event.content as never",
    ],
  ]),
  ...inFile(`${userQueue}/src/slack-client.ts`, consumer, [
    [
      "swallow an error of slack-api",
      'await slackApi("POST", "/", announcement);',
      'await slackApi("POST", "/", announcement).catch(() => {});',
    ],
  ]),
  ...inFile(
    "demo99/services/user-api/src/user-service.ts",
    ["demo99/services/user-api/test/user-service.test.ts"],
    [["store no trace with an event", "...(b3 && { b3 }),", ""]],
  ),
  ...inFile(
    `${commons}/requests/probes.ts`,
    [`${commons}/test/service.test.ts`],
    [
      [
        "be unhealthy without an optional broker",
        'check.status !== "DOWN"',
        'check.status === "UP"',
      ],
      [
        "check an optional broker as long as a needed one",
        'failure === "DOWN" ? 2_000 : 1_000',
        "2_000",
      ],
    ],
  ),
  ...inFile(`${commons}/broker/consumers.ts`, onBrokers, [
    [
      "acknowledge a message before it is handled",
      "const isDone = await attempt(raw);",
      "const isDone = true;\n      setImmediate(() => attempt(raw));",
    ],
  ]),
  ...inFile(`${commons}/broker/attempts.ts`, onBrokers, [
    ["try again what the handler refuses", " || error instanceof Invalid", ""],
  ]),
  ...inFile(`${commons}/broker/trace-messages.ts`, onBrokers, [
    [
      "record spans without a service",
      "tracer.recordServiceName(service);",
      "",
    ],
  ]),
];

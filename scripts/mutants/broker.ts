import { inFile, type Mutant } from "./mutant.ts";

const commons = "demo99/commons";
const userQueue = "demo99/services/user-queue";
const consumer = [`${userQueue}/test/new-user-consumer.test.ts`];
const onBrokers = ["scripts/embedded-amqp/test/commons-broker.test.ts"];
const breaking = ["scripts/embedded-amqp/test/broken-connection.test.ts"];

/** Faults in publishing and consuming messages. */
export const brokerMutants: Mutant[] = [
  ...inFile(`${commons}/broker/link.ts`, breaking, [
    [
      "have no listener for errors while a connection is opened",
      '    model.on("error", warn);\n',
      "",
    ],
    [
      "close a connection while it is opened",
      "if (opened && !channel) await untilSettled(opened);",
      "",
    ],
    [
      "wait for the reply of a broker that has gone",
      "[opened?.close(), lateAfter(timeoutMs)]",
      "[opened?.close()]",
    ],
  ]),
  ...inFile(`${userQueue}/src/new-user-consumer.ts`, consumer, [
    [
      "acknowledge a message before it is handled",
      "newUsers.announce(",
      "void newUsers.announce(",
    ],
    [
      "make dead letters of a short outage",
      'topics: ["user.created"],\n    waitsMs,',
      'topics: ["user.created"],',
    ],
    [
      "give each delivery an id of its own",
      "announce(event.id,",
      "announce(crypto.randomUUID(),",
    ],
    [
      "take any content",
      "announce(event.id, parse(newUser, event.content))",
      "announce(event.id, event.content as never)",
    ],
    [
      "take anything for a customer",
      "register(parse(newUser, content))",
      "register(content as never)",
    ],
    [
      "take anything for a change",
      "parse(changedUser, content)",
      "parse(newUser, content) as never",
    ],
    [
      "let a change have another queue than the registration",
      '["user.created", "user.updated"]',
      '["user.created"]',
    ],
  ]),
  ...inFile(`${userQueue}/src/new-user-service.ts`, consumer, [
    [
      "make a dead letter of a customer that has changed",
      "if (isOther && (await customers.isRegistered(user))) return;\n",
      "",
    ],
    [
      "lose a user whose address another customer has",
      "isOther && (await customers.isRegistered(user))",
      "isOther",
    ],
    [
      "make a dead letter of a change after a newer one",
      "if (error instanceof Outdated) return;",
      "",
    ],
    [
      "make a dead letter of a change before the registration",
      "if (error instanceof NotFound) return customers.register(user);",
      "",
    ],
    [
      "lose a change whose address another customer has",
      "if (error instanceof Outdated) return;",
      "if (error instanceof Outdated || error instanceof Conflict) return;",
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
    [
      [
        "announce no change",
        "replaceProfile(account, profile, event)",
        "replaceProfile(account, profile)",
      ],
      [
        "announce a change that is none",
        "if (account.name === name && account.email === email) return undefined;",
        "",
      ],
      [
        "give two changes the same version",
        "const version = account.revision + 1;",
        "const version = 2;",
      ],
      [
        "give a change the id of the creation",
        "id: randomUUID(), type:",
        "id: account.id, type:",
      ],
    ],
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

// @long

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { type Broker, openBroker } from "../../../demo99/commons/broker.ts";
import { createLog } from "../../../demo99/commons/log.ts";
import { courseDirectory } from "../../course.ts";
import {
  type BrokerProcess,
  rabbitMq,
  standIn,
  startBroker,
} from "../../embedded-amqp/test/brokers.ts";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { createCommands } from "../commands.ts";
import { createPaint } from "../paint.ts";
import type { Stage } from "../stage.ts";

const directory = join(courseDirectory, "demo99");

function commandsOf(stage: Partial<Stage>) {
  const all = { directory, instances: () => [], ...stage } as unknown as Stage;
  return createCommands(all, () => {}, createPaint(false));
}

for (const kind of [standIn, rabbitMq]) {
  // RabbitMQ takes seconds to restart.
  const itRestarts = kind === standIn ? it : itInFull;
  describe(`dead letters while a stage runs, on ${kind.name}`, () => {
    if (kind.missing) it(`are shown (${kind.missing})`);
    else testOn(() => startBroker(kind), itRestarts);
  });
}

function testOn(
  start: () => Promise<BrokerProcess>,
  itRestarts: typeof itInFull,
) {
  let server: BrokerProcess;
  let broker: Broker;
  let name: string;
  let isCold: boolean;
  let baked: string[];

  before(async function () {
    this.timeout(60_000);
    server = await start();
  });

  after(() => server.close());

  beforeEach(() => {
    const log = createLog("test", "silent");
    broker = openBroker({ url: server.url, service: "bakery", log });
    name = `cakes-${randomUUID()}`;
    [isCold, baked] = [true, []];
  });

  afterEach(() => broker.close());

  const answer = (line: string, queues = [name]) =>
    commandsOf({ amqpUrl: server.url, queues }).answer(line);

  /** A consumer that fails while the oven is cold, and two messages for it. */
  async function bake() {
    const queue = { name, topics: [`${name}.made`], waitsMs: [] };
    await broker.consume(queue, async ({ id }) => {
      if (isCold) throw new Error("The oven is cold.");
      baked.push(id);
    });
    for (const id of ["apple", "plum"]) {
      const publish = () => broker.publish(`${name}.made`, {}, { id });
      await until("the queue", publish, { withinMs: 20_000 });
    }
    await until("two dead letters", async () => {
      expect(await broker.deadLetters(name)).to.have.length(2);
    });
  }

  it("are listed and put back", async () => {
    await bake();

    const lines = ["apple", "plum"].map(
      (id) => `${name}  ${name}.made  ${id}  1 failure: The oven is cold.`,
    );
    expect(await answer("dead")).to.equal(lines.join("\n"));
    expect(await answer("dead")).to.equal(lines.join("\n"));
    isCold = false;
    expect(await answer(`requeue ${name}`)).to.equal(
      `2 messages are back in ${name}`,
    );

    await until("both cakes", () => baked.length === 2);
    expect(await answer("dead")).to.equal("There are no dead letters.");
    expect(await answer(`requeue ${name}`)).to.match(/^0 messages are back/);
  });

  it("are none while there is no queue yet", async () => {
    expect(await answer("dead")).to.equal("There are no dead letters.");
    expect(await answer(`requeue ${name}`)).to.equal(
      `The dead letters are not available: There is no queue ${name} on the broker yet.`,
    );
  });

  it("are listed if another queue does not exist", async () => {
    await bake();

    expect(await answer("dead", ["not-yet", name])).to.include("plum");
  });

  itRestarts("are not available while the broker is down", async () => {
    await bake();
    await server.kill();
    try {
      expect(await answer("dead")).to.equal(
        "The dead letters are not available: There is no connection to the broker.",
      );
    } finally {
      await server.start();
    }
    expect(await answer("dead")).to.include("apple");
  })?.timeout(60_000);
}

describe("the commands for dead letters", () => {
  const { answer, complete } = commandsOf({ queues: ["user-mail"] });

  it("name the queues", async () => {
    expect(await answer("requeue user-male")).to.equal(
      "There is no queue user-male. The queues: user-mail. Did you mean user-mail?",
    );
    expect(await answer("requeue")).to.equal("Usage: requeue QUEUE");
    expect(await answer("help")).to.include("back into QUEUE: user-mail");
    expect(complete("requeue us")).to.deep.equal([["user-mail "], "us"]);
  });

  it("are missing in a stage without queues", async () => {
    const other = commandsOf({ queues: [] });

    expect(await other.answer("dead")).to.match(/^There is no command "dead"/);
    expect(await other.answer("help")).not.to.include("requeue");
  });
});

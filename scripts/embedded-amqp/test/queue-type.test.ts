import { connect } from "amqplib";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { boot } from "../../../demo99/commons/boot.ts";
import { until } from "../../testing/until.ts";
import { startEmbeddedAmqp } from "../server.ts";

const settings = ["SERVICE_SECRET", "AMQP_URL", "AMQP_QUEUE_TYPE"];

describe("the setting AMQP_QUEUE_TYPE", () => {
  let server: Awaited<ReturnType<typeof startEmbeddedAmqp>>;
  let before: (string | undefined)[];

  beforeEach(async () => {
    server = await startEmbeddedAmqp({});
    before = settings.map((name) => process.env[name]);
    process.env.SERVICE_SECRET = "known to this test";
    process.env.AMQP_URL = server.url;
  });
  afterEach(async () => {
    for (const [i, name] of settings.entries()) {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    }
    await server.close();
  });

  it("is the type of the queues that services declare", async () => {
    process.env.AMQP_QUEUE_TYPE = "quorum";
    const broker = boot("bakery", 1).openBroker();
    await broker.consume({ name: "cakes", topics: ["baked"] }, async () => {});
    await until("the queue", () =>
      broker.publish("baked", {}).then(() => true),
    );
    await broker.close();

    const connection = await connect(server.url);
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    const error = await channel.assertQueue("cakes").catch((it) => it);
    await connection.close();
    expect(error.message).to.match(/inequivalent arg.*cakes/s);
  });

  it("refuses another word", () => {
    process.env.AMQP_QUEUE_TYPE = "mirrored";

    expect(() => boot("bakery", 1)).to.throw(
      'AMQP_QUEUE_TYPE must be classic or quorum, but is "mirrored".',
    );
  });
});

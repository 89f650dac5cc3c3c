import { EventEmitter, once } from "node:events";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createMessages } from "../src/messages.ts";
import { createWebhookClient } from "../src/webhook-client.ts";

const silent = createLog("test", "silent");

describe("slack-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let url: string;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  async function start(webhookUrl = "") {
    const messages = createMessages(testDatabase.database, silent, webhookUrl);
    await messages.prepare();
    url = await serve(createApp({ log: silent, routes: messages.routes }));
    return messages;
  }

  const post = (body: object) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  async function list(query = "") {
    const response = await fetch(`${url}/messages${query}`);
    const { items } = (await response.json()) as {
      items: { message: string }[];
    };
    return items.map(({ message }) => message);
  }

  it("lists messages, the newest first, by channel", async () => {
    await start();
    for (const message of ["1", "2", "3"])
      await post({ channel: "#a", message });
    await post({ channel: "#b", message: "4" });

    expect(await list()).to.deep.equal(["4", "3", "2", "1"]);
    expect(await list("?channel=%23a&limit=2")).to.deep.equal(["3", "2"]);
    expect(await list("?channel=%23a&limit=2&offset=2")).to.deep.equal(["1"]);
  });

  it("stores a repeated id once, also at once", async () => {
    await start();
    const send = (message: string) => post({ channel: "#a", message, id: "x" });
    await send("first");

    const replies = await Promise.all([send("first"), send("second")]);

    for (const reply of replies) {
      expect(reply.status).to.equal(200);
      expect(await reply.json()).to.include({ id: "x", message: "first" });
    }
    expect(await list()).to.deep.equal(["first"]);
  });

  it("posts to a webhook later, and answers at once", async () => {
    const seen: unknown[] = [];
    let isUp = false;
    const refused = new EventEmitter();
    const webhook = await serve(async (req, res) => {
      const body = await json(req);
      if (!isUp) res.once("finish", () => refused.emit("once"));
      if (isUp) seen.push(req.headers.authorization, body);
      res.writeHead(isUp ? 200 : 500).end();
    });
    await start(webhook);
    await Promise.all([
      once(refused, "once"),
      post({ channel: "#a", message: "hello" }),
    ]);
    isUp = true;

    // As after a crash: another process, without the wait after a failure.
    await (await start(webhook)).deliver();
    await (await start(webhook)).deliver();

    expect(seen).to.deep.equal([undefined, { channel: "#a", text: "hello" }]);
  });

  it("does not wait for a webhook that hangs", async () => {
    let isOver = false;
    const webhook = await serve((_req, res) => {
      res.once("close", () => {
        isOver = true;
      });
    });
    await start(webhook);

    const response = await post({ channel: "#a", message: "hello" });

    expect(response.status).to.equal(200);
    expect(isOver).to.equal(false);
  });
});

describe("the client of the webhook", () => {
  afterEach(closeServers);

  async function outcome(status: number) {
    const warnings: unknown[] = [];
    const log = { warn: (line: unknown) => void warnings.push(line) };
    const webhook = await serve((_req, res) => res.writeHead(status).end());
    const client = createWebhookClient(webhook, log);
    return client.publish("#a", { text: "hello" }).then(
      () => (warnings.length > 0 ? "dropped" : "delivered"),
      () => "failed",
    );
  }

  it("fails where a repetition helps, and drops what is refused", async () => {
    expect(await outcome(200)).to.equal("delivered");
    expect(await outcome(404)).to.equal("dropped");
    expect(await outcome(429)).to.equal("failed");
    expect(await outcome(503)).to.equal("failed");
  });

  it("does not reveal the path of its URL", async () => {
    const client = createWebhookClient("http://127.0.0.1:1/secret", silent);
    const error = await client.publish("#a", {}).catch((error) => error);

    expect(error.message).to.equal("http://127.0.0.1:1 does not answer.");
  });
});

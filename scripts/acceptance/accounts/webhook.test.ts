// @from-99 @long

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { call } from "./doors.ts";

/** Slack, as a test controls it. */
async function startWebhook() {
  const seen: unknown[] = [];
  const state = { isUp: false };
  const server = createServer(async (req, res) => {
    const body = await json(req);
    if (state.isUp) seen.push(body);
    res.writeHead(state.isUp ? 200 : 503).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, seen, state, server };
}

describe("the webhook of slack-api", () => {
  afterEach(() => restartWith("slack-api/1", { SLACK_WEBHOOK_URL: "" }));

  it("gets each message, in order, after an outage and a kill", async () => {
    const stage = runningStage();
    const webhook = await startWebhook();
    const settings = { SLACK_WEBHOOK_URL: webhook.url };
    await restartWith("slack-api/1", settings);
    const texts = ["1", "2", "3"];

    for (const message of texts) {
      const startedAt = performance.now();
      const sent = { json: { channel: "#a", message } };
      const reply = await call(stage.url("slack-api"), "POST", sent);
      expect(reply.status).to.equal(200);
      expect(performance.now() - startedAt).to.be.below(2_000);
    }
    await stage.kill("slack-api/1");
    webhook.state.isUp = true;
    await restartWith("slack-api/1", settings);

    await until("the messages arrive", () => {
      return JSON.stringify(webhook.seen).includes('"3"');
    });
    webhook.server.close();
    // A message whose reply is too late is sent again.
    const seen = new Set(webhook.seen.map((sent) => JSON.stringify(sent)));
    const sent = texts.map((text) => JSON.stringify({ channel: "#a", text }));
    expect([...seen]).to.deep.equal(sent);
  });
});

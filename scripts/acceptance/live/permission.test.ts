// @from-99

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { findSigningKey } from "../../tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "../../tokens/token.ts";
import { badTokens } from "../auth/bad-tokens.ts";
import { runningStage } from "../hooks.ts";
import {
  closeAll,
  connect,
  connected,
  type LiveClient,
} from "./live-client.ts";

const key = async () => (await findSigningKey(runningStage())) as SigningKey;

/** With a token that ends soon, and not before the connection is open. */
async function connectedForSeconds(seconds = 3): Promise<LiveClient> {
  const claims = claimsOf("alice", "customer");
  const exp = claims.iat + seconds;
  const client = connect(signToken({ ...claims, exp }, await key()));
  const isOver = () => client.end.code !== undefined;
  await until("a reply", () => client.seen.length > 0 || isOver());
  return client.seen.length > 0 ? client : connectedForSeconds(2 * seconds);
}

describe("a live connection", () => {
  afterEach(closeAll);

  it("is closed at once with a token that is not valid", async () => {
    const tokens = badTokens("alice", "customer", await key());

    for (const [name, token] of Object.entries(tokens)) {
      const { seen, end } = connect(token);
      await until("the end", () => end.code !== undefined);

      expect(end.code, name).to.equal(4401);
      expect(end.reason, name).to.match(/^Invalid token: .+ Log in again\.$/);
      expect(seen, name).to.deep.equal([]);
    }
  });

  it("ends with its token", async () => {
    const { end } = await connectedForSeconds();

    await until("the end", () => end.code !== undefined, { withinMs: 40_000 });
    expect(end.code).to.equal(4401);
    expect(end.reason).to.equal("The token has expired. Log in again.");
  });

  it("is refused to pages of other origins", async () => {
    await connected(undefined, { origin: runningStage().url("web") });
    const { end } = connect(undefined, { origin: "http://evil.test" });

    await until("the end", () => end.code !== undefined);
    expect(end.error?.message).to.equal("Unexpected server response: 403");
  });

  it("needs a WebSocket", async () => {
    const reply = await fetch(`${runningStage().url("gateway")}/live`);

    expect(reply.status).to.equal(426);
    expect(reply.headers.get("upgrade")).to.equal("websocket");
  });

  it("is counted by the metrics of the gateway", async () => {
    await connected();
    const url = `${runningStage().url("gateway")}/metrics`;

    await until("the connection", async () => {
      const text = await (await fetch(url)).text();
      return /^live_connections [1-9]/m.test(text);
    });
  });
});

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { findSigningKey } from "../../tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "../../tokens/token.ts";
import { badTokens } from "../auth/bad-tokens.ts";
import { runningStage } from "../hooks.ts";
import { closeAll, connect, connected } from "./live-client.ts";

const key = async () => (await findSigningKey(runningStage())) as SigningKey;

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
    const claims = claimsOf("alice", "customer");
    const token = signToken({ ...claims, exp: claims.iat + 3 }, await key());

    const { end } = await connected(token);

    await until("the end", () => end.code !== undefined);
    expect(end.code).to.equal(4401);
    expect(end.reason).to.equal("The token has expired. Log in again.");
  }).timeout(15_000);

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

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { book, sample } from "../kinds.ts";
import { callGateway, keyIdOf, logIn } from "./people.ts";

/** Between two trades. */
const paceMs = 50;

describe("keys that change while tokens are in use", () => {
  it("make no call fail, with old tokens or with new ones", async () => {
    const alice = await logIn("alice", "wonderland");
    const admin = await logIn("admin", "oven-mitts");
    const failures: string[] = [];
    let isOver = false;

    /** Also what needs a token of a service: numbers, stock. */
    async function trade(customer: typeof alice, staff: typeof admin) {
      const json = sample(book);
      const answers = await Promise.all([
        callGateway("GET", "/carts/alice", { headers: customer }),
        callGateway("POST", "/books", { headers: staff, json }),
      ]);
      const failed = answers.filter(({ ok }) => !ok);
      failures.push(...failed.map(({ url, status }) => `${url} ${status}`));
    }

    async function tradeOn() {
      for (; !isOver; await pause(paceMs)) await trade(alice, admin);
    }

    const trading = tradeOn();
    const rotated = await callGateway("POST", "/keys", { headers: admin });
    expect(rotated.status).to.equal(201);
    const { kid } = (await rotated.json()) as { kid: string };
    await until(
      "somebody who logs in gets a token of the new key",
      async () => {
        const bob = await logIn("bob", "builder");
        await trade(alice, admin);
        const response = await callGateway("GET", "/carts/bob", {
          headers: bob,
        });
        expect(response.status).to.equal(200);
        return keyIdOf(bob) === kid;
      },
      { withinMs: 20_000, everyMs: 250 },
    );
    const again = await logIn("alice", "wonderland");
    await trade(again, await logIn("admin", "oven-mitts"));
    isOver = true;
    await trading;

    expect(keyIdOf(alice)).not.to.equal(kid);
    expect(failures).to.deep.equal([]);
  }).timeout(60_000);

  it("are changed by an admin only", async () => {
    const headers = await logIn("alice", "wonderland");

    expect((await callGateway("POST", "/keys")).status).to.equal(401);
    const refused = await callGateway("POST", "/keys", { headers });
    expect(refused.status).to.equal(403);
  });
});

describe("the keys of two gateways", () => {
  it("are the same, and stay when one is killed", async () => {
    const stage = runningStage();
    await stage.scale("gateway", 2);
    try {
      const headers = await logIn("alice", "wonderland");
      const other = await callGateway("GET", "/carts/alice", {
        headers,
        index: 2,
      });
      expect(other.status).to.equal(200);

      await stage.kill("gateway/1");
      await stage.restart("gateway/1");

      const after = await callGateway("GET", "/carts/alice", { headers });
      expect(after.status).to.equal(200);
      expect(keyIdOf(await logIn("bob", "builder"))).to.equal(keyIdOf(headers));
    } finally {
      await stage.scale("gateway", 1);
    }
  }).timeout(90_000);
});

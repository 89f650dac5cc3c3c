// @from-99 @long

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { callGateway, keyIdOf, logIn } from "../auth/people.ts";
import { book, sample } from "../kinds.ts";

const paceMs = 50;

describe("keys that are rotated while tokens are in use", () => {
  it("make no call fail, with old or with new tokens", async () => {
    const alice = await logIn("alice", "wonderland");
    const admin = await logIn("admin", "oven-mitts");
    const failures: string[] = [];
    let isOver = false;

    async function trade(customer: typeof alice, staff: typeof admin) {
      const json = sample(book);
      const replies = await Promise.all([
        callGateway("GET", "/carts/alice", { headers: customer }),
        callGateway("POST", "/books", { headers: staff, json }),
      ]);
      const failed = replies.filter(({ ok }) => !ok);
      failures.push(...failed.map(({ url, status }) => `${url} ${status}`));
    }

    async function tradeOn() {
      while (!isOver) {
        await trade(alice, admin);
        await pause(paceMs);
      }
    }

    const trading = tradeOn();
    const rotated = await callGateway("POST", "/keys", { headers: admin });
    expect(rotated.status).to.equal(201);
    const { kid } = (await rotated.json()) as { kid: string };
    const bob = await until(
      "a login gets a token of the new key",
      async () => {
        const headers = await logIn("bob", "builder");
        if (keyIdOf(headers) !== kid) throw new Error("still the old key");
        return headers;
      },
      { withinMs: 20_000, everyMs: 200 },
    );
    const cart = await callGateway("GET", "/carts/bob", { headers: bob });
    await trade(alice, await logIn("admin", "oven-mitts"));
    isOver = true;
    await trading;

    expect(cart.status).to.equal(200);
    expect(keyIdOf(alice)).not.to.equal(kid);
    expect(failures).to.deep.equal([]);
  });

  it("are rotated by staff only", async () => {
    const headers = await logIn("alice", "wonderland");

    expect((await callGateway("POST", "/keys")).status).to.equal(401);
    const refused = await callGateway("POST", "/keys", { headers });
    expect(refused.status).to.equal(403);
  });
});

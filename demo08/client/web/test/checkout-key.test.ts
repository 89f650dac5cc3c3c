import { expect } from "chai";
import { describe, it } from "mocha";
import { StoreError } from "../../store-client.ts";
import { createCheckoutKey } from "../page/cart/checkout-key.ts";

describe("the key of a checkout", () => {
  /** The keys of checkouts that end like this, one after the other. */
  async function keysOf(...statuses: number[]) {
    const withKey = createCheckoutKey();
    const keys: string[] = [];
    for (const status of statuses) {
      await withKey(async (key) => {
        keys.push(key);
        if (status !== 201) throw new StoreError({ title: "", status });
      }).catch(() => {});
    }
    return keys;
  }

  it("stays the same until there is a final reply", async () => {
    const keys = await keysOf(0, 503, 500, 201);

    expect(new Set(keys).size).to.equal(1);
    expect(keys[0]).to.match(/^[\da-f]{32}$/);
  });

  it("is another one after an order, and after a refusal", async () => {
    expect(new Set(await keysOf(201, 409, 401, 201)).size).to.equal(4);
  });
});

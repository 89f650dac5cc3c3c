// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { readNeeds } from "../manifests/calls.ts";
import { until } from "../testing/until.ts";
import { runningStage } from "./hooks.ts";
import { book, sell } from "./kinds.ts";
import { newComment, newPost, untilShown } from "./reviews/samples.ts";
import { newKey } from "./samples.ts";
import { stageDirectory, store } from "./store.ts";

const called = /^http_client_requests_seconds_count\{service="([^"]+)"/gm;

/** "caller → callee", for the calls of all instances since their starts. */
async function readCalls(names: string[]): Promise<string[]> {
  const instances = runningStage()
    .instances()
    .filter(({ service }) => names.includes(service));
  const found = await Promise.all(
    instances.map(async ({ service, url }) => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return (
        [...metrics.matchAll(called)]
          .map(([, callee = ""]) => callee)
          // Tests register services of their own.
          .filter((callee) => names.includes(callee))
          .map((callee) => `${service} → ${callee}`)
      );
    }),
  );
  return [...new Set(found.flat())];
}

describe("the calls of a running stage", () => {
  it("are permitted by the network policies", async () => {
    const needs = await readNeeds(stageDirectory);
    const item = await sell(book, { stock: 1 });
    const cartId = newKey();
    const line = { kind: "book" as const, number: item.number, quantity: 1 };
    await store.carts.add(cartId, line);
    await store.carts.checkout(cartId);
    const post = await newPost();
    await newComment(post);
    await untilShown(post, ["approved"]);

    const calls = await until(
      "calls of all chapters are counted",
      async () => {
        const counted = await readCalls(needs.map(({ name }) => name));
        expect(counted).to.include.members([
          "book-api → inventory-api",
          "shoppingcart-api → payment-api",
          "payment-api → customer-api",
          "comments-api → event-bus",
          "event-bus → moderation-api",
          "sync-api → recommend-api",
          "gateway → posts-api",
        ]);
        return counted;
      },
      { withinMs: 20_000, everyMs: 200 },
    );

    const permitted = needs.flatMap(({ name, http, grpc }) =>
      [...http, ...grpc].map((callee) => `${name} → ${callee}`),
    );
    expect(permitted).to.include.members(calls);
  });
});

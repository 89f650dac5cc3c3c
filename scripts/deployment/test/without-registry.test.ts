// @large

import { expect } from "chai";
import { after, before, describe } from "mocha";
import {
  createStoreClient,
  oneUrl,
} from "../../../demo99/client/store-client.ts";
import { findStageDirectory } from "../../course.ts";
import { readNeeds } from "../../manifests/calls.ts";
import { itWhere } from "../../testing/it-where.ts";
import { buildStage } from "./build-stage.ts";
import { startNamed } from "./named-services.ts";

/** What a purchase needs; customer-api has two instances under its name. */
const hosts = {
  "numbergenerator-api": ["127.0.1.1"],
  "inventory-api": ["127.0.1.2"],
  "book-api": ["127.0.1.3"],
  "cd-api": ["127.0.1.4"],
  "dvd-api": ["127.0.1.5"],
  "shoppingcart-api": ["127.0.1.6"],
  "user-api": ["127.0.1.7"],
  "customer-api": ["127.0.1.8", "127.0.1.9"],
  "payment-processor": ["127.0.1.10"],
  "payment-api": ["127.0.1.11"],
  gateway: ["127.0.1.12"],
};
const isLinux = process.platform === "linux";
const itOnLinux = itWhere(isLinux, "only Linux listens on all of 127.0.0.0/8");

describe("the store without a registry", () => {
  let store: Awaited<ReturnType<typeof startNamed>>;

  before(async function () {
    this.timeout(150_000);
    if (!isLinux) return;
    const folder = buildStage("without-registry");
    store = await startNamed(folder, hosts);
  });

  after(async () => {
    await store?.stop();
  });

  const instancesOf = (name: string) =>
    store.services.filter((service) => service.name === name);

  async function metricsOf({ url }: { url: string }) {
    return (await fetch(`${url}/metrics`)).text();
  }

  itOnLinux("sells a book, by the names of its services", async () => {
    const [gateway] = instancesOf("gateway");
    let token: string | undefined;
    const client = createStoreClient(oneUrl(gateway?.url ?? ""), {
      token: () => token,
    });
    ({ token } = await client.login("alice", "wonderland"));
    const { items } = await client.books.search();

    for (const { number } of items.slice(0, 4)) {
      await client.carts.add("alice", { kind: "book", number, quantity: 1 });
      const order = await client.carts.checkout("alice");
      expect(order).to.include({ status: "CONFIRMED", payment: "PAID" });
    }
  }).timeout(60_000);

  itOnLinux("spreads gRPC over all addresses of a name", async () => {
    for (const instance of instancesOf("customer-api")) {
      const lines = (await metricsOf(instance)).split("\n");
      const served = lines.filter((line) =>
        /^http_server_requests_seconds_count.*customer/i.test(line),
      );
      expect(served, instance.url).to.have.length.above(0);
    }
  });

  itOnLinux("makes no call that the network policies refuse", async () => {
    const needs = await readNeeds(findStageDirectory("99"));
    const calls = /^http_client_requests_seconds_count\{service="([^"]+)"/gm;

    const counted = await Promise.all(
      store.services.map(async (instance) => {
        const metrics = await metricsOf(instance);
        const called = [...metrics.matchAll(calls)].map(([, name]) => name);
        const need = needs.find(({ name }) => name === instance.name);
        const permitted = [...(need?.http ?? []), ...(need?.grpc ?? [])];
        expect(permitted, instance.name).to.include.members(called);
        return called.length;
      }),
    );
    expect(counted.filter(Boolean)).to.have.length.above(4);
  }).timeout(60_000);

  itOnLinux(
    "reports the health of the services that a setting names",
    async () => {
      const [gateway] = instancesOf("gateway");
      const reply = await fetch(`${gateway?.url}/health`);
      const { services } = (await reply.json()) as {
        services: Record<string, { response?: string }>;
      };

      expect(services["book-api"]?.response).to.equal("pong");
      expect(services["shoppingcart-api"]?.response).to.equal("pong");
    },
  );

  itOnLinux("ends with SIGTERM", async () => {
    const ends = await store.stop();

    expect(new Set(ends)).to.deep.equal(new Set(["exit code 0"]));
  }).timeout(30_000);
});

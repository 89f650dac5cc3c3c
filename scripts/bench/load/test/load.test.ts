// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import type { Customer, Store } from "../../../lessons/store.ts";
import { createBuyers } from "../buyers.ts";
import { countCalls } from "../calls.ts";
import type { Component } from "../costs.ts";
import { renderLoad } from "../report.ts";
import { rise, type Step } from "../rise.ts";

describe("a load of buyers", () => {
  let calls: string[];
  let failures: number;

  function createStore(): Store {
    const note = (name: string) => async () => {
      calls.push(name);
      if (name !== "checkout" || failures-- <= 0) return { items: [] };
      throw { ok: false, status: 503, detail: "It does not answer." };
    };
    const search = async () => ({ items: [{ number: "1" }] });
    const catalog = { search, get: note("page") };
    const carts = { add: note("add"), checkout: note("checkout") };
    const stock = { set: note("set"), list: note("page") };
    const [books, cds, dvds] = [catalog, catalog, catalog];
    const client = { books, cds, dvds, carts, stock };
    const customers = ["alice", "bob"].map((name) => ({ name, client }));
    const answerOf = (call: Promise<unknown>) =>
      call.then(
        (body) => ({ ok: true, body }),
        (refusal) => refusal,
      );
    return {
      ...{ client, guest: client, answerOf },
      logInCustomers: async () => customers as unknown as Customer[],
    } as unknown as Store;
  }

  const create = (failing = 0) => {
    [calls, failures] = [[], failing];
    return createBuyers(createStore(), () => 0.7, 1);
  };
  const count = (name: string) => calls.filter((it) => it === name).length;

  it("makes an order of three additions and a checkout", async () => {
    const buyers = await create();

    await buyers.buy(5);

    expect([count("add"), count("checkout")]).to.deep.equal([15, 5]);
    expect(buyers.repeated()).to.equal(0);
  });

  it("looks at ten pages for each order", async () => {
    const buyers = await create();
    calls = [];

    await buyers.browse(3);

    expect(count("page")).to.equal(30);
  });

  it("begins an order again that has failed, and counts it", async () => {
    const buyers = await create(2);

    await buyers.buy(5);

    expect([count("add"), count("checkout")]).to.deep.equal([21, 7]);
    expect(buyers.repeated()).to.equal(2);
  });

  it("ends when too many fail", async () => {
    const buyers = await create(1_000);

    const error = await buyers.buy(5).catch((it) => it);

    expect(error.message).to.equal(
      "More than 20 orders fail. checkout: It does not answer.",
    );
  });
});

describe("the calls of an instance", () => {
  it("are those of all routes, without probes", () => {
    const name = "http_server_requests_seconds";
    const text = [
      `${name}_count{method="GET",route="/books",status="200"} 3`,
      `${name}_count{method="GET",route="/metrics",status="200"} 70`,
      `${name}_count{method="GET",route="/health",status="200"} 70`,
      `${name}_bucket{le="1",method="GET",route="/books",status="200"} 3`,
      `${name}_count{method="POST",route="/carts",status="404"} 2`,
    ].join("\n");

    expect(countCalls(text)).to.equal(5);
  });
});

describe("a rising rate", () => {
  const stepAt = (rate: number, isSustained: boolean): Step => ({
    ...{ rate, isSustained, ordersPerSecond: rate / 14, p99: rate * 10 },
  });

  it("ends with the first rate that is not sustained", async () => {
    const steps = await rise(async (rate) => stepAt(rate, rate < 20), 10);

    expect(steps.map(({ rate }) => rate)).to.deep.equal([
      ...[10, 12.5, 15.625, 19.53125, 24.4140625],
    ]);
    expect(steps.map(({ isSustained }) => isSustained)).to.deep.equal([
      ...[true, true, true, true, false],
    ]);
  });

  it("ends after twenty steps", async () => {
    const steps = await rise(async (rate) => stepAt(rate, true), 1);

    expect(steps).to.have.length(20);
  });
});

describe("the report of a load", () => {
  const components = Array.from({ length: 14 }, (_, i): Component => {
    const name = `service-${i}`;
    const costs = { browseMs: i, buyMs: 2 * i, calls: 1, restMs: 10 };
    return { name, instances: 1, ...costs, bytes: 1e8 };
  });
  const costs = { at: "", orders: 50, repeated: 2, components };
  const steps = [
    { rate: 14, ordersPerSecond: 1, p99: 99.6, isSustained: true },
    { rate: 17.5, ordersPerSecond: 1.2, p99: 812, isSustained: false },
  ];
  const lines = renderLoad({ costs, cores: 2, steps }).split("\n");
  const cells = lines.map((line) => line.replace(/ {2,}/g, " | "));

  it("begins with the component that needs most", () => {
    expect(cells[1]).to.equal("service-13 | 13.0 | 26.0 | 39.0 | 1.0 | 10.0");
    expect(cells[13]).to.equal("2 others | 1.0 | 2.0 | 3.0 | 2.0 | 20.0");
    expect(cells[14]).to.equal("all | 91.0 | 182.0 | 273.0 | 14.0 | 140.0");
  });

  it("has the limit by CPU time, and what was sustained", () => {
    // 2,000 ms a second, without 140 at rest.
    expect(lines).to.include(
      "With 2 cores: 6.8 orders a second at most, by CPU time.",
    );
    expect(lines.slice(-3)).to.deep.equal([
      "2 orders failed and were begun again: the machine is busy.",
      "✔ 14.0 requests, 1.0 orders a second: p99 100 ms",
      "✘ 17.5 requests, 1.2 orders a second: p99 812 ms",
    ]);
  });

  it("has at most 80 columns", () => {
    for (const line of lines) expect(line.length).to.be.at.most(80);
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import type { Component, Costs } from "../../load/costs.ts";
import {
  byLimit,
  limitOf,
  needsFor,
  ordersADay,
  ordersASecond,
  type Resource,
  resourcesOf,
  stationsOf,
  utilisationOf,
} from "../capacity.ts";
import { renderSimulation } from "../report.ts";

const gateway: Component = {
  ...{ name: "gateway", instances: 1, browseMs: 60, buyMs: 40, calls: 28 },
  ...{ restMs: 10, bytes: 1e8 },
};
const mongodb: Component = {
  ...{ name: "mongodb", instances: 1, browseMs: 50, buyMs: 100, calls: 0 },
  ...{ restMs: 50, bytes: 2e8 },
};
const idle: Component = {
  ...{ name: "web", instances: 2, browseMs: 0, buyMs: 0, calls: 0 },
  ...{ restMs: 40, bytes: 2e8 },
};
const costs: Costs = {
  at: "2026-11-29T12:00:00.000Z",
  orders: 100,
  repeated: 0,
  components: [gateway, mongodb, idle],
};
const [cores, ...resources] = resourcesOf(costs, 2) as [
  Resource,
  ...Resource[],
];

describe("the capacity of a store", () => {
  it("is that of its cores, and of each component", () => {
    expect(cores).to.deep.equal({
      ...{ name: "2 cores", servers: 2, cpuMs: 250, restMs: 100 },
    });
    expect(utilisationOf(cores, 4)).to.equal(0.55);
    expect(limitOf(cores)).to.equal(7.6);
    const [front, database] = resources as [Resource, Resource];
    expect(utilisationOf(front, 4)).to.equal(0.41);
    expect(limitOf(database)).to.be.closeTo(6.33, 0.01);
    expect(byLimit(resources).map(({ name }) => name)).to.deep.equal([
      ...["mongodb", "gateway", "web"],
    ]);
  });

  it("counts the orders of a peak", () => {
    expect(ordersASecond(86_400, 3)).to.equal(3);
    expect(ordersADay(3, 3)).to.equal(86_400);
  });

  it("divides an order into its fourteen requests, and these into calls", () => {
    expect(stationsOf(costs)).to.deep.equal([
      { name: "gateway", servers: 1, calls: 2, serviceMs: 100 / 28 },
      { name: "mongodb", servers: 1, calls: 1, serviceMs: 150 / 14 },
    ]);
  });

  it("has reserves: six tenths of each instance are used", () => {
    const needs = needsFor(costs, 10);

    // 1,000 ms of work by 590 ms for each instance; 1,500 by 550.
    expect([...needs.instances]).to.deep.equal([
      ...[
        ["gateway", 2],
        ["mongodb", 3],
        ["web", 2],
      ],
    ]);
    // 2,500 ms of work, and 20, 150 and 40 at rest.
    expect(needs.cores).to.equal(5);
    expect(needs.gigabytes).to.be.closeTo(1, 0.001);
    // 730 hours of 5 cores for 4 cents, and of 1 GB for 0.45.
    expect(needs.dollarsAMonth).to.be.closeTo(149.285, 0.001);
  });

  it("never has less than the stage has now", () => {
    expect([...needsFor(costs, 0.001).instances.values()]).to.eql([1, 1, 2]);
  });
});

describe("the report of a simulation", () => {
  const text = renderSimulation(costs, { cores: 2, peak: 3, seed: 1 });
  const lines = text.split("\n");
  const cells = lines.map((it) => it.trim().replace(/ {2,}/g, " | "));
  const line = (begin: string) => cells.find((it) => it.startsWith(begin));

  it("has the utilisation for each number of orders", () => {
    expect(line("orders a second")).to.match(/ 0.0035 \| 0.3472 \| 34.7$/);
    expect(line("2 cores, 250.0 ms")).to.match(/ 5 % \| 9 % \| 439 %$/);
    expect(line("mongodb, 150.0 ms")).to.match(/ 5 % \| 10 % \| 526 %$/);
  });

  it("names the component at which the queue builds up", () => {
    expect(line("100:")).to.match(/longest at .*: 0.00 calls/);
    expect(line("1,000,000:")).to.match(/grows at \S+.* \(\+\d+ a second\)/);
    expect(line("with enough cores:")).to.include("grows at gateway (+");
    expect(line("2 cores | ")).to.equal("2 cores | 7.6 (218,880)");
  });

  it("names the settings by which it goes", () => {
    expect(line('gateway | "')).to.equal(
      'gateway | "instances": 6 in stage.json',
    );
    expect(line("mongodb | MONGODB_URL")).to.include("shards by cart id");
    expect(lines.filter((it) => /^ {2}web /.test(it))).to.have.length(0);
  });

  it("has the cost", () => {
    expect(line("cores | ")).to.equal("cores | 1 | 1 | 16");
    expect(line("cents an order")).to.match(/ 1\.\d+ \| 0\.\d+ \| 0\.00\d$/);
  });

  it("has at most 80 columns", () => {
    for (const it of lines) expect(it.length, it).to.be.at.most(80);
  });
});

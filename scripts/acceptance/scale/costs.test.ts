// @from-99 @large

import { expect } from "chai";
import { describe } from "mocha";
import { readCosts } from "../../bench/load/last-costs.ts";
import { runLoad } from "../../bench/load/run-load.ts";
import { itWhere } from "../../testing/it-where.ts";
import { runningStage } from "../hooks.ts";

const itOnLinux = itWhere(process.platform === "linux", "only Linux tells");
const settleMs = 100;
const say = () => {};

describe("the cost of an order", () => {
  itOnLinux("is that of every service and engine", async () => {
    const stage = runningStage();
    const few = { orders: 4, seconds: 0.1, cores: 2, settleMs, say };

    // No reply comes within a microsecond: the first rate is the last one.
    const { costs, steps } = await runLoad(stage, { ...few, p99: 0.001 });

    const names = new Set(stage.instances().map(({ service }) => service));
    expect(costs.components.map(({ name }) => name)).to.have.members([
      ...names,
    ]);
    const of = (wanted: string) =>
      costs.components.find(({ name }) => name === wanted);
    // Ten pages, three additions to a cart, and a checkout.
    expect(of("gateway")?.calls).to.be.at.least(13);
    expect(of("shoppingcart-api")?.buyMs).to.be.above(0);
    expect(of("recommend-api")?.instances).to.equal(2);
    for (const { bytes } of costs.components) expect(bytes).to.be.above(1e6);
    expect(await readCosts(stage.directory)).to.deep.equal(costs);
    expect(steps).to.have.length(1);
    expect(steps[0]).to.include({ isSustained: false });
    expect(steps[0]?.p99).to.be.above(0.001);
  });
});

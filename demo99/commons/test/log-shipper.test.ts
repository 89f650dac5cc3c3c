import { expect } from "chai";
import { describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { type Batch, createLogShipper } from "#commons/log-shipper.ts";
import { droppedLogLines } from "#commons/metrics.ts";

const write = (shipper: ReturnType<typeof createLogShipper>, from: number) => {
  for (let n = from; n < from + 5; n++) shipper.write(JSON.stringify({ n }));
};

describe("log shipper", () => {
  it("ships in batches what was logged, also before it had begun", async () => {
    const batches: Batch[] = [];
    const shipper = createLogShipper({ batchSize: 3 });
    write(shipper, 0);
    shipper.start(async (batch) => batches.push(batch));

    await shipper.ship();

    expect(batches).to.deep.equal([
      { lines: [{ n: 0 }, { n: 1 }, { n: 2 }], dropped: 0 },
      { lines: [{ n: 3 }, { n: 4 }], dropped: 0 },
    ]);
  });

  it("keeps the latest while nobody takes them, and says so", async () => {
    let isAway = true;
    const batches: Batch[] = [];
    const shipper = createLogShipper({ capacity: 4, batchSize: 10 });
    shipper.start(async (batch) => {
      if (isAway) throw new Unavailable("not there");
      batches.push(batch);
    });
    write(shipper, 0);
    await shipper.ship();
    write(shipper, 5);
    await shipper.ship();
    isAway = false;

    await shipper.ship();
    write(shipper, 10);
    await shipper.ship();

    const lines = [{ n: 6 }, { n: 7 }, { n: 8 }, { n: 9 }];
    expect(batches[0]).to.deep.equal({ lines, dropped: 6 });
    expect(batches[1]?.dropped).to.equal(1);
  });

  it("counts what nobody keeps, among its process's metrics", async () => {
    const dropped = async () => (await droppedLogLines.get()).values[0]?.value;
    const before = (await dropped()) ?? 0;
    const shipper = createLogShipper({ capacity: 3 });

    write(shipper, 0);

    expect(await dropped()).to.equal(before + 2);
  });

  it("does not send again what was refused", async () => {
    const calls: unknown[] = [];
    const shipper = createLogShipper();
    shipper.start(async (batch) => {
      calls.push(batch.dropped);
      if (calls.length === 1) throw new Error("too large");
    });
    write(shipper, 0);
    await shipper.ship();
    write(shipper, 5);

    await shipper.ship();

    expect(calls).to.deep.equal([0, 5]);
  });
});

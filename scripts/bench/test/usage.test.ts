import { expect } from "chai";
import { describe } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { cpuOf, memoryOf, sumOf } from "../usage.ts";

const itOnLinux = itWhere(process.platform === "linux", "only Linux tells");
const noProcess = 2 ** 30;

describe("the memory and CPU time of a process", () => {
  itOnLinux("are known", async () => {
    const { pid } = process;

    expect(await memoryOf(pid)).to.be.within(10e6, 10e9);
    const before = (await cpuOf(pid)) as number;
    await until("CPU time grows", async () => {
      for (let i = 0; i < 1e6; i++) Math.sqrt(i);
      return ((await cpuOf(pid)) as number) > before;
    });
  });

  itOnLinux("are undefined for a process that has ended", async () => {
    expect(await memoryOf(noProcess)).to.equal(undefined);
    expect(await cpuOf(noProcess)).to.equal(undefined);
  });

  itOnLinux("are added, if all are known", async () => {
    const size = async (pid: number) => (pid === noProcess ? undefined : pid);

    expect(await sumOf([2, 3], size)).to.equal(5);
    expect(await sumOf([2, noProcess], size)).to.equal(undefined);
  });
});

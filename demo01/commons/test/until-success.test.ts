import { expect } from "chai";
import { describe, it } from "mocha";
import { connect, openDatabase } from "#commons/database.ts";
import { createLog } from "#commons/log.ts";
import { untilSuccess, warnIfLasting } from "#commons/until-success.ts";

describe("a task that fails", () => {
  function recordLog() {
    const lines: string[] = [];
    const write = (line: string) => lines.push(JSON.parse(line).msg);
    return { lines, log: createLog("test", "info", [{ write }]) };
  }

  it("names dependency, address and setting after seconds", async () => {
    const { lines, log } = recordLog();
    const database = openDatabase("mongodb://localhost:1/", "pies");
    let attempts = 0;
    const task = async () => {
      if (++attempts === 1) await connect(database);
    };
    let time = 0;
    const now = () => {
      time += 5_000;
      return time;
    };

    await untilSuccess(log, task, now);
    await database.client.close();

    expect(attempts).to.equal(2);
    expect(lines).to.have.length(1);
    expect(lines[0])
      .to.include("not ready yet: no database at localhost:1 (MONGODB_URL)")
      .and.to.include("ECONNREFUSED");
  });

  it("is logged when it has failed for 4 s, then every 30 s", async () => {
    const { lines, log } = recordLog();
    let time = 0;
    let isFailing = true;
    const task = async () => {
      if (isFailing) throw new Error("no cake");
    };
    const attempt = warnIfLasting(log, "waiting", task, () => time);
    const failuresUntil = async (end: number) => {
      for (; time < end; time += 1_000) await attempt().catch(() => {});
      return lines.length;
    };

    expect(await failuresUntil(4_000)).to.equal(0);
    expect(await failuresUntil(34_000)).to.equal(1);
    expect(await failuresUntil(35_000)).to.equal(2);
    isFailing = false;
    await attempt();
    isFailing = true;
    expect(await failuresUntil(39_000)).to.equal(2);
    expect(await failuresUntil(40_000)).to.equal(3);
    expect(lines[2]).to.equal("waiting: no cake");
  });
});

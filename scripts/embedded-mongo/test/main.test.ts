import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { MongoClient } from "mongodb";
import { until } from "../../testing/until.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

describe("the server's process", () => {
  let child: ChildProcess;
  let line: { level: number; service: string; msg: string };

  before(async () => {
    child = spawn(process.execPath, ["--import=tsx", main], {
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!child.stdout) throw new Error("The process has no output");
    const [output] = await once(child.stdout, "data");
    line = JSON.parse(output);
  });

  after(() => {
    child.kill("SIGKILL");
  });

  it("logs where it listens, as one line of JSON", () => {
    expect(line).to.include({ level: 30, service: "mongodb" });
    expect(line.msg).to.match(/^listening on mongodb:\/\/127\.0\.0\.1:\d+$/);
  });

  it("ends at SIGTERM, even within a command that takes minutes", async () => {
    const url = line.msg.split(" ").at(-1) ?? "";
    const client = await MongoClient.connect(url, {
      // Otherwise the driver looks for another server for 30 s.
      serverSelectionTimeoutMS: 500,
    });
    const items = client.db("test").collection("items");
    const numbers = Array.from({ length: 20_000 }, (_, n) => ({ n }));
    await items.insertMany(numbers);
    const slow = { $expr: { $gt: [{ $sum: { $range: [0, 20_000] } }, 1e99] } };
    const reply = items.findOne(slow).catch(() => "none");
    const isBusy = () => {
      const ping = client.db().command({ ping: 1 });
      ping.catch(() => {});
      return Promise.race([ping.then(() => false), sleep(500, true)]);
    };
    await until("the server is busy", isBusy);

    const start = performance.now();
    child.kill("SIGTERM");
    await once(child, "exit");

    expect(performance.now() - start).to.be.below(3_000);
    expect(await reply).to.equal("none");
    await client.close();
  }).timeout(60_000);
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { MongoClient } from "mongodb";

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

  it("leaves with 0 on SIGTERM, though clients are connected", async () => {
    const url = line.msg.split(" ").at(-1) ?? "";
    const client = await MongoClient.connect(url);

    child.kill("SIGTERM");
    const [code] = await once(child, "exit");

    expect(code).to.equal(0);
    await client.close();
  });
});

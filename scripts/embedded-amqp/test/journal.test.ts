// @long

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChannelModel, type ConfirmChannel, connect } from "amqplib";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { itWhere } from "../../testing/it-where.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const isPosix = process.platform !== "win32";
const itWithFileLimit = itWhere(isPosix, "Windows has no ulimit");

describe("the broker's journal", () => {
  let folder: string;
  let journal: string;
  let child: ChildProcess;
  let line: { level: number; service: string; msg: string };
  let connection: ChannelModel;
  let channel: ConfirmChannel;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "amqp-journal-"));
    journal = join(folder, "journal");
    await start();
    await channel.assertExchange("bakery", "topic");
    await channel.assertQueue("cakes");
    await channel.bindQueue("cakes", "bakery", "cake.#");
  });

  afterEach(async () => {
    await kill();
    rmSync(folder, { recursive: true });
  });

  /** With a limit, no file may grow beyond so many blocks of 1 kB. */
  async function start(fileLimit = "unlimited") {
    const script = `ulimit -f ${fileLimit} && exec "$0" --import=tsx "$1"`;
    const node = [process.execPath, main];
    child = spawn("bash", ["-c", script, ...node], {
      env: { ...process.env, PORT: "0", JOURNAL: journal },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output] = await once(child.stdout as NodeJS.ReadableStream, "data");
    line = JSON.parse(output);
    connection = await connect(line.msg.split(" ").at(-1) as string);
    connection.on("error", () => {});
    channel = await connection.createConfirmChannel();
  }

  async function kill() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  async function restart() {
    await kill();
    await start();
  }

  async function publish(text: string, options = { persistent: true }) {
    channel.publish("bakery", "cake.new", Buffer.from(text), options);
    await channel.waitForConfirms();
  }

  async function getAll(queue = "cakes") {
    const texts: string[] = [];
    for (;;) {
      const got = await channel.get(queue, { noAck: true });
      if (!got) return texts;
      texts.push(got.content.toString());
    }
  }

  it("keeps exchanges, bindings and confirmed messages in order", async () => {
    for (const text of ["a", "b", "c"]) await publish(text);
    await restart();
    await publish("d");
    await restart();

    expect(await getAll()).to.eql(["a", "b", "c", "d"]);
  });

  it("keeps no message that is not persistent", async () => {
    await publish("a", { persistent: false });
    await restart();

    expect(await getAll()).to.eql([]);
  });

  it("knows what was acknowledged, and what was delivered", async () => {
    for (const text of ["a", "b", "c"]) await publish(text);
    const first = await channel.get("cakes");
    await channel.get("cakes");
    if (first) channel.ack(first);
    // The reply comes after the acknowledgement is written.
    await channel.checkQueue("cakes");
    await restart();

    const flags = [];
    for (const expected of ["b", "c"]) {
      const got = await channel.get("cakes");
      if (!got) throw new Error("no message");
      expect(got.content.toString()).to.equal(expected);
      flags.push(got.fields.redelivered);
    }
    expect(flags).to.eql([true, false]);
    expect(await channel.get("cakes")).to.equal(false);
  });

  it("forgets what was deleted", async () => {
    await publish("a");
    await channel.deleteQueue("cakes");
    await channel.deleteExchange("bakery");
    await channel.assertQueue("cakes");
    await restart();

    expect(await getAll()).to.eql([]);
    connection.on("error", () => {});
    channel.on("error", () => {});
    const missing = channel.checkExchange("bakery");
    expect(await missing.catch((error) => error.code)).to.equal(404);
  });

  it("lets a message expire in time, restart or not", async () => {
    const deadLetterExchange = "bakery";
    const deadLetterRoutingKey = "cake.old";
    await channel.assertQueue("short", {
      messageTtl: 200,
      deadLetterExchange,
      deadLetterRoutingKey,
    });
    channel.sendToQueue("short", Buffer.from("a"), { persistent: true });
    await channel.waitForConfirms();
    await restart();

    const texts = await new Promise<string>((resolve) =>
      channel.consume("cakes", (got) => got && resolve(`${got.content}`)),
    );
    expect(texts).to.equal("a");
    await restart();
    expect(await getAll("short")).to.eql([]);
    expect(await getAll()).to.eql(["a"]);
  });

  it("ignores half a record at its end", async () => {
    await publish("a");
    await kill();
    appendFileSync(journal, Buffer.from([0, 0, 1, 0, 0, 0]));
    await start();
    await publish("b");
    await restart();

    expect(await getAll()).to.eql(["a", "b"]);
  });

  it("does not keep the bytes of messages that are gone", async () => {
    const text = "x".repeat(100_000);
    for (let i = 0; i < 10; i++) await publish(text);
    await getAll();
    await restart();

    expect(statSync(journal).size).to.be.below(10_000);
  });

  itWithFileLimit("refuses messages when the disk is full", async () => {
    await kill();
    await start("64");
    const text = "x".repeat(20_000);
    let taken = 0;
    const full = await (async () => {
      for (;;) {
        await publish(text);
        taken++;
      }
    })().catch((error: Error) => error.message);

    expect(full).to.match(/nacked/);
    expect(taken).to.be.within(1, 4);
    // Small ones still fit, and nothing that was confirmed is lost.
    await publish("small");
    await restart();
    const texts = await getAll();
    expect(texts.length).to.equal(taken + 1);
    expect(texts.at(-1)).to.equal("small");
  });

  it("is served by a process that ends with 0 on SIGTERM", async () => {
    expect(line).to.include({ level: 30, service: "rabbitmq" });
    expect(line.msg).to.match(/^listening on amqp:\/\/127\.0\.0\.1:\d+$/);

    child.kill("SIGTERM");
    const [code] = await once(child, "exit");

    expect(code).to.equal(0);
  });
});

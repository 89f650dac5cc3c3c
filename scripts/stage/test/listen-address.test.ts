import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, describe } from "mocha";
import { courseDirectory } from "../../course.ts";
import { itWhere } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";

/** An address of this machine that is not 127.0.0.1. */
const other =
  process.platform === "linux"
    ? "127.0.0.2"
    : Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .find(({ family, internal }) => family === "IPv4" && !internal)
        ?.address;
const itWithTwoAddresses = itWhere(
  other !== undefined,
  "needs a second address",
);
/** Node would answer an empty 400, before the service sees the request. */
const noHost = "GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n";

describe("a service", () => {
  const ends: (() => Promise<unknown>)[] = [];

  afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

  /** Returns the port when the service listens; it needs no database for it. */
  async function startService(env: Record<string, string>) {
    const port = await freePort();
    const { HOST: _, ...inherited } = process.env;
    const main = "services/numbergenerator-api/src/main.ts";
    const service = spawn(process.execPath, ["--import=tsx", main], {
      cwd: join(courseDirectory, "demo01"),
      env: { ...inherited, PORT: String(port), ...env },
      stdio: "ignore",
    });
    const end = once(service, "exit");
    ends.push(() => {
      service.kill("SIGKILL");
      return end;
    });
    const ping = async () =>
      (await fetch(`http://127.0.0.1:${port}/ping`)).status === 200;
    await until("a ping", ping, { withinMs: 50_000 });
    return port;
  }

  itWithTwoAddresses("listens on 127.0.0.1 only", async () => {
    const port = await startService({});

    const error = await replyAt(other, port).catch((e) => e);
    expect(error).to.include({ code: "ECONNREFUSED" });
  });

  itWithTwoAddresses("listens on the HOST that is set", async () => {
    const port = await startService({ HOST: "0.0.0.0" });

    const reply = await replyAt(other, port);
    expect(reply)
      .to.match(/^HTTP\/1.1 400 /)
      .and.include("header Host");
  });
}).timeout(60_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function replyAt(host = "", port: number): Promise<string> {
  const socket = connect(port, host);
  await once(socket, "connect");
  socket.write(noHost);
  return text(socket);
}

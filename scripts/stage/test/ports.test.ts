import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { findPortHolder } from "../port-holder.ts";
import { claimFreePort, findFreePort, isPortFree } from "../ports.ts";
import { unusedPort } from "./fixture.ts";

describe("a port", () => {
  let server = createServer();

  afterEach(() => server.close());

  async function take(host: string) {
    server = createServer().listen(0, host);
    await once(server, "listening");
    return (server.address() as { port: number }).port;
  }

  for (const host of ["127.0.0.1", "0.0.0.0", "::1", "::"]) {
    it(`is not free while a server listens on ${host}`, async () => {
      const port = await take(host);

      expect(await isPortFree(port)).to.equal(false);
    });
  }

  it("is free when its server has gone", async () => {
    const port = await take("::");
    server.close();
    await once(server, "close");

    expect(await isPortFree(port)).to.equal(true);
  });

  it("has a holder, with a command and a process id", async () => {
    const port = await take("127.0.0.1");

    expect(await findPortHolder(port))
      .to.contain("node")
      .and.contain(`(pid ${process.pid})`);
  });

  it("has no holder when it is free", async () => {
    const port = await take("::");
    server.close();
    await once(server, "close");

    expect(await findPortHolder(port)).to.equal(undefined);
  });

  it("is claimed by one of many concurrent calls", async () => {
    const first = await unusedPort();

    const claims = await Promise.all(
      Array.from({ length: 5 }, () => claimFreePort(first)),
    );

    expect(new Set(claims.map(({ port }) => port)).size).to.equal(5);
    for (const { release } of claims) release();
    const next = await claimFreePort(first);
    expect(next.port).to.equal(Math.min(...claims.map(({ port }) => port)));
    next.release();
  });

  it("is found above those that are taken or reserved", async () => {
    const port = await take("127.0.0.1");

    const found = await findFreePort(port, [port + 1]);

    expect(found).to.be.greaterThan(port + 1);
    expect(await isPortFree(found)).to.equal(true);
  });
});

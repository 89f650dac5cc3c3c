import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { probe } from "../src/probe.ts";

const timeoutMs = 2_000;
const up = { status: "UP", checks: { startup: { status: "UP" } } };

async function replying(status: number, body: unknown) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const url = await serve((_, res) => res.writeHead(status).end(text));
  return probe(url, timeoutMs);
}

describe("a probe of GET /health", () => {
  afterEach(closeServers);

  it("has the reply, its duration, and no error if it is UP", async () => {
    const { timeMs, health, error } = await replying(200, up);

    expect(timeMs).to.be.within(0, timeoutMs);
    expect(health).to.deep.equal(up);
    expect(error).to.equal(undefined);
  });

  it("names the check that failed", async () => {
    const database = { status: "DOWN", detail: "connection closed" };
    const checks = { startup: { status: "UP" }, database };

    const { health, error } = await replying(503, { status: "DOWN", checks });

    expect(health?.checks).to.deep.equal(checks);
    expect(error).to.equal("Reports DOWN, database: connection closed.");
  });

  it("cuts an error that is too long", async () => {
    const checks = { a: { status: "DOWN", detail: "x".repeat(900) } };

    const { error } = await replying(503, { status: "DOWN", checks });

    expect(error).to.have.length(300);
  });

  it("has an error if UP comes with another status than 200", async () => {
    expect((await replying(500, up)).error).to.equal("Reports UP.");
  });

  it("has an error if 200 comes with another status than UP", async () => {
    const { error } = await replying(200, { status: "DOWN" });

    expect(error).to.equal("Reports DOWN.");
  });

  it("ends in time if the instance does not reply", async () => {
    const { error } = await probe(await serve(() => {}), 300);

    expect(error).to.equal("No reply within 0.3 s.");
  });

  it("ends in time if the instance does not complete its reply", async () => {
    const url = await serve((_, res) => res.write('{"status":'));

    const { error } = await probe(url, 300);

    expect(error).to.equal("No reply within 0.3 s.");
  });

  it("has an error if the connection is refused", async () => {
    const url = await serve(() => {});
    closeServers();

    expect((await probe(url, timeoutMs)).error).to.equal("Connection refused.");
  });

  it("does not follow redirects", async () => {
    const elsewhere = await serve((_, res) => res.end(JSON.stringify(up)));
    const url = await serve((_, res) => {
      res.writeHead(302, { location: elsewhere }).end();
    });

    expect((await probe(url, timeoutMs)).error).to.match(/^Replied 302/);
  });

  it("does not read a reply that is too long", async () => {
    expect((await replying(200, "x".repeat(20_000))).error).to.equal(
      "Reply exceeds 10000 bytes.",
    );
  });

  const invalid = ["<html>", "null", '{"status":{"a":1}}', ""];
  for (const text of invalid) {
    it(`has an error if the reply is "${text}"`, async () => {
      expect(await replying(200, text)).to.include({
        health: undefined,
        error: "Replied 200 without a status.",
      });
    });
  }
});

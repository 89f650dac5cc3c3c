import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";
import { createHttpClient as create } from "#commons/http.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

const createHttpClient = (url: string, options?: { timeoutMs: number }) =>
  create(testCaller(), url, options);

describe("http client", () => {
  afterEach(closeServers);

  async function failure(call: Promise<unknown>): Promise<unknown> {
    return call.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
  }

  it("sends and receives JSON", async () => {
    const url = await serve((req, res) => req.pipe(res));
    const http = createHttpClient(url);

    expect(await http("POST", "/", { a: 1 })).to.deep.equal({ a: 1 });
    expect(await http("DELETE", "/")).to.equal(null);
  });

  it("throws what the service refuses", async () => {
    const url = await serve((req, res) => {
      res.statusCode = Number(req.url?.slice(1, 4));
      if (req.url?.includes("empty")) return res.end();
      res.end(JSON.stringify({ detail: "no", shortages: [1] }));
    });
    const http = createHttpClient(url);

    const conflict = await failure(http("GET", "/409"));
    expect(conflict).to.be.instanceOf(Conflict);
    expect(conflict).to.have.nested.property("members.shortages[0]", 1);
    expect(await failure(http("GET", "/404"))).to.be.instanceOf(NotFound);
    expect(await failure(http("GET", "/500"))).to.be.instanceOf(Unavailable);
    expect(await failure(http("GET", "/503"))).to.be.instanceOf(Unavailable);
    expect(await failure(http("GET", "/404?empty"))).to.be.instanceOf(NotFound);
    const bug = await failure(http("GET", "/400"));
    expect(bug).to.be.instanceOf(Error).and.not.instanceOf(Unavailable);
  });

  it("gives up on a service that does not answer in time", async () => {
    const url = await serve(() => {});
    const http = createHttpClient(url, { timeoutMs: 50 });

    const error = await failure(http("GET", "/"));

    expect(error).to.be.instanceOf(Unavailable);
    expect((error as Error).message).to.equal(`${url} does not answer.`);
  });

  it("throws Unavailable for a service that is down, or sends no JSON", async () => {
    const url = await serve((_req, res) => res.end("<html>"));

    expect(await failure(createHttpClient(url)("GET", "/"))).to.be.instanceOf(
      Unavailable,
    );
    closeServers();
    expect(await failure(createHttpClient(url)("GET", "/"))).to.be.instanceOf(
      Unavailable,
    );
  });

  it("sends 200 calls at the same time", async () => {
    const waiting: ServerResponse[] = [];
    const url = await serve((_req, res) => {
      waiting.push(res);
      if (waiting.length < 200) return;
      for (const each of waiting) each.end("1");
    });
    const http = createHttpClient(url, { timeoutMs: 30_000 });

    const calls = Array.from({ length: 200 }, () => http("GET", "/"));

    expect(new Set(await Promise.all(calls))).to.deep.equal(new Set([1]));
  });

  it("tries a reset connection again, but never a POST", async () => {
    const seen: string[] = [];
    const url = await serve((req, res) => {
      seen.push(req.method ?? "");
      if (seen.length % 2 === 1) req.socket.resetAndDestroy();
      else res.end("{}");
    });
    const http = createHttpClient(url);

    await http("GET", "/");
    expect(await failure(http("POST", "/", {}))).to.be.instanceOf(Unavailable);

    expect(seen).to.deep.equal(["GET", "GET", "POST"]);
  });
});

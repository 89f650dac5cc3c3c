import { expect } from "chai";
import express, { type RequestHandler, Router } from "express";
import { afterEach, describe, it } from "mocha";
import { requestDeadline, withoutDeadline } from "#commons/deadline.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { readDeadline } from "#commons/requests/deadline.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

const header = "x-request-timeout-ms";

describe("deadline", () => {
  afterEach(closeServers);

  /** Services that call one another; the last one runs the given handler. */
  async function chain(
    length: number,
    end: RequestHandler,
    call = testCaller(),
  ) {
    const received: number[] = [];
    let next = "";
    for (let i = 0; i < length; i++) {
      const client = createHttpClient(call, next);
      const isLast = !next;
      const routes = Router().get("/", async (req, res) => {
        received.push(Number(req.get(header)));
        if (isLast) return void end(req, res, () => {});
        res.json(await client("GET", "/"));
      });
      next = await serve(
        createApp({ log: createLog("test", "silent"), routes }),
      );
    }
    const ask = (ms: string) => fetch(next, { headers: { [header]: ms } });
    return { ask, received };
  }

  const ok: RequestHandler = (_req, res) => void res.json("ok");

  it("shrinks from one service to the next", async () => {
    const { ask, received } = await chain(4, ok);

    expect((await ask("900")).status).to.equal(200);

    const [first = 0, second = 0, third = 0, fourth = 0] = received;
    expect(first).to.equal(900);
    expect(second).to.be.within(1, 810);
    expect(third).to.be.within(1, second * 0.9);
    expect(fourth).to.be.within(1, third * 0.9);
  });

  it("is the time of one attempt if the client has more", async () => {
    const { ask, received } = await chain(2, ok);
    for (const ms of ["9000", "soon", "-5", "1e3", "99999999999999999999"]) {
      await ask(ms);
      expect(received.at(-1), ms).to.be.within(800, 900);
    }
  });

  it("is ten seconds at most, and by default", () => {
    for (const ms of ["60000", "soon", undefined]) {
      let leftMs = 0;
      const req = { get: () => ms };
      readDeadline()(req as never, {} as never, () => {
        leftMs = requestDeadline() - performance.now();
      });
      expect(leftMs, ms).to.be.within(9_000, 10_000);
    }
  });

  // Again, if a busy machine needs more than the tenth of the time for a reply.
  it("lets each service reply before its caller gives up", async () => {
    const { ask } = await chain(3, () => {});
    const startedAt = performance.now();

    const response = await ask("1500");

    expect(response.status).to.equal(503);
    expect(performance.now() - startedAt).to.be.below(1_800);
    expect((await response.json()).detail).to.match(/answered 503/);
  }).retries(2);

  it("stops a request whose time is up from calling", async () => {
    const { ask, received } = await chain(2, ok);

    const response = await ask("0");

    expect(response.status).to.equal(503);
    expect(response.headers.get("retry-after")).to.equal("1");
    expect((await response.json()).detail).to.match(/time is up/);
    expect(received).to.deep.equal([0]);
  });

  it("does not count a time-out after too short a time", async () => {
    const { ask } = await chain(2, (_req, res) => {
      setTimeout(() => res.json("ok"), 100);
    });
    for (let i = 0; i < 10; i++) expect((await ask("20")).status).to.equal(503);

    expect((await ask("5000")).status).to.equal(200);
  });

  it("does not concern work that has to be completed", async () => {
    const callee = await serve(express().get("/", ok));
    const client = createHttpClient(testCaller(), callee);
    const routes = Router().get("/", async (_req, res) => {
      res.json(await withoutDeadline(() => client("GET", "/")));
    });
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, routes }));

    const response = await fetch(url, { headers: { [header]: "0" } });

    expect(await response.json()).to.equal("ok");
  });
});

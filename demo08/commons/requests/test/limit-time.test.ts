import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createLog } from "#commons/log.ts";
import { limitTime } from "#commons/requests/limit-time.ts";
import { problemHandler } from "#commons/requests/problem.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

describe("the time limit of a request", () => {
  const errors: unknown[] = [];

  afterEach(closeServers);

  async function serveWith(route: express.RequestHandler) {
    const log = createLog("test", "warn", [
      { write: (line) => errors.push(JSON.parse(line).msg) },
    ]);
    const answer = problemHandler(log);
    const limits = { readMs: 20, writeMs: 40 };
    return serve(express().use(limitTime(answer, limits), route, answer));
  }

  it("ends a request that has no result: 503, try again", async () => {
    const url = await serveWith(() => new Promise(() => {}));

    for (const [method, seconds] of [
      ["GET", "0.02"],
      ["POST", "0.04"],
    ] as const) {
      const response = await fetch(url, { method });

      expect(response.status, method).to.equal(503);
      expect(response.headers.get("retry-after")).to.equal("1");
      expect((await response.json()).detail).to.include(`${seconds} seconds`);
    }
  });

  it("does not cut a response that has begun", async () => {
    const url = await serveWith((_req, res) => {
      res.write("slow");
      setTimeout(() => res.end("ly"), 60);
    });

    expect(await (await fetch(url)).text()).to.equal("slowly");
  });

  it("leaves a forwarded request to the limit of its call", async () => {
    const callee = await serve((_req, res) => {
      setTimeout(() => res.end("slowly"), 80);
    });
    const url = await serveWith(forwardTo(testCaller(), callee));

    const response = await fetch(url, { method: "POST" });

    expect(response.status).to.equal(200);
    expect(await response.text()).to.equal("slowly");
  });

  it("ignores what comes after it, and keeps the connection", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const url = await serveWith(async (_req, res) => {
      await finished;
      res.json("late");
    });
    const response = await fetch(url);
    expect(response.headers.get("connection")).to.equal("keep-alive");
    await response.text();
    errors.splice(0);

    finish();

    expect(await (await fetch(url)).json()).to.equal("late");
    expect(errors).to.deep.equal([]);
  });
});

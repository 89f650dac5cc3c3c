import { expect } from "chai";
import express, { Router } from "express";
import { afterEach, describe, it } from "mocha";
import {
  beyondDeadline,
  clampToDeadline,
  keepDeadline,
} from "#commons/deadline.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, fixedRegistry, serve } from "./test-servers.ts";

const header = "x-request-timeout-ms";

describe("deadline", () => {
  afterEach(closeServers);

  /** How long a call that could take so long may take, in a request. */
  async function ask(said: string | undefined, timeoutMs: number) {
    const app = express();
    app.use(keepDeadline);
    app.get("/", (_req, res) => {
      res.json(clampToDeadline(timeoutMs));
    });
    const headers: Record<string, string> = said ? { [header]: said } : {};
    const response = await fetch(await serve(app), { headers });
    return (await response.json()) as number;
  }

  it("is what the caller says", async () => {
    expect(await ask("500", 60_000)).to.be.within(300, 500);
    expect(await ask("500", 100)).to.equal(100);
    expect(await ask("0", 100)).to.equal(0);
  });

  it("is ten seconds if nobody says anything", async () => {
    expect(await ask(undefined, 60_000)).to.be.within(9_000, 10_000);
  });

  for (const said of ["soon", "-5", "1.5", "1e3", "5, 5", " "]) {
    it(`is ten seconds if somebody says "${said}"`, async () => {
      expect(await ask(said, 60_000)).to.be.within(9_000, 10_000);
    });
  }

  it("is no later than that, however patient the caller", async () => {
    expect(await ask("99999999999999999999", 60_000)).to.be.below(10_001);
  });

  it("does not exist outside of a request", () => {
    expect(clampToDeadline(60_000)).to.equal(60_000);
  });

  it("does not concern what has to be done all the same", async () => {
    const app = express();
    app.use(keepDeadline);
    app.get("/", (_req, res) => {
      res.json(beyondDeadline(() => clampToDeadline(60_000)));
    });
    const response = await fetch(await serve(app), {
      headers: { [header]: "5" },
    });

    expect(await response.json()).to.equal(60_000);
  });

  describe("along a chain of services", () => {
    /** Each calls the next one; the last one does what is given. */
    async function chain(length: number, end: express.RequestHandler) {
      const said: number[] = [];
      let next = "";
      for (let i = 0; i < length; i++) {
        const call = createHttpClient(next || "http://none", fixedRegistry);
        const isLast = !next;
        const routes = Router().get("/", async (req, res) => {
          said.push(Number(req.get(header)));
          if (isLast) return void end(req, res, () => {});
          res.json(await call("GET", "/"));
        });
        next = await serve(
          createApp({ log: createLog("test", "silent"), routes }),
        );
      }
      return { url: next, said };
    }

    it("shrinks from one to the next", async () => {
      const { url, said } = await chain(4, (_req, res) => void res.json("ok"));

      await fetch(url, { headers: { [header]: "1000" } });

      expect(said).to.have.length(4);
      const [first = 0, second = 0, third = 0, fourth = 0] = said;
      expect(first).to.equal(1_000);
      expect(second).to.be.within(1, 900);
      expect(third).to.be.within(1, second * 0.9);
      expect(fourth).to.be.within(1, third * 0.9);
    });

    it("makes each answer before its caller has given up", async () => {
      const { url } = await chain(3, () => {});
      const startedAt = performance.now();

      const response = await fetch(url, { headers: { [header]: "1500" } });

      expect(response.status).to.equal(503);
      expect(performance.now() - startedAt).to.be.below(1_900);
      // It is the neighbour who says so, not a caller who gave up on it.
      expect((await response.json()).detail).to.match(/answered 503/);
    });

    it("lets nobody call whose time is up", async () => {
      const { url, said } = await chain(2, (_req, res) => void res.json("ok"));

      const response = await fetch(url, { headers: { [header]: "0" } });

      expect(response.status).to.equal(503);
      expect(response.headers.get("retry-after")).to.equal("1");
      expect(said).to.deep.equal([0]);
    });

    it("blames nobody who was given too little time", async () => {
      const { url } = await chain(2, (_req, res) => {
        setTimeout(() => res.json("ok"), 100);
      });
      for (let i = 0; i < 10; i++) {
        await fetch(url, { headers: { [header]: "20" } });
      }

      expect((await fetch(url)).status).to.equal(200);
    });
  });
});

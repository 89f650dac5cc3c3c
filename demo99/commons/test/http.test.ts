import type { RequestListener } from "node:http";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";
import { createHttpClient } from "#commons/http.ts";
import { identifyWith, onBehalfOf } from "#commons/identity.ts";
import { passTime, restoreTime } from "./clock.ts";
import { closeServers, fixedRegistry, serve } from "./test-servers.ts";

describe("http client", () => {
  afterEach(closeServers);
  afterEach(restoreTime);

  async function failure(call: Promise<unknown>): Promise<unknown> {
    return call.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
  }

  it("sends and receives JSON", async () => {
    const url = await serve((req, res) => req.pipe(res));
    const http = createHttpClient(url, fixedRegistry);

    expect(await http("POST", "/", { a: 1 })).to.deep.equal({ a: 1 });
    expect(await http("DELETE", "/")).to.equal(null);
  });

  it("throws what the service refuses", async () => {
    const url = await serve((req, res) => {
      res.statusCode = Number(req.url?.slice(1, 4));
      if (req.url?.includes("empty")) return res.end();
      res.end(JSON.stringify({ detail: "no", shortages: [1] }));
    });
    const http = createHttpClient(url, fixedRegistry);

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
    const http = createHttpClient(url, fixedRegistry, { timeoutMs: 50 });

    const error = await failure(http("GET", "/"));

    expect(error).to.be.instanceOf(Unavailable);
    expect((error as Error).message).to.equal(`${url} does not answer.`);
  });

  it("gives up on a service that is not there, or talks nonsense", async () => {
    const url = await serve((_req, res) => res.end("<html>"));

    expect(
      await failure(createHttpClient(url, fixedRegistry)("GET", "/")),
    ).to.be.instanceOf(Unavailable);
    closeServers();
    expect(
      await failure(createHttpClient(url, fixedRegistry)("GET", "/")),
    ).to.be.instanceOf(Unavailable);
  });

  describe("with a token of its own", () => {
    let tokens: string[];
    let seen: string[];
    let url: string;

    beforeEach(async () => {
      tokens = ["old", "new"];
      seen = [];
      identifyWith({
        get: async () => tokens[0] as string,
        forget: (refused) => {
          tokens = tokens.filter((token) => token !== refused);
        },
      });
      url = await serve((req, res) => {
        const { authorization, "x-user": user = "nobody" } = req.headers;
        seen.push(`${req.method} ${authorization} for ${user}`);
        res.statusCode = authorization === "Bearer good" ? 200 : 401;
        res.end("{}");
      });
    });

    afterEach(() => identifyWith(undefined));

    it("says who it is, and for whom it calls", async () => {
      tokens = ["good"];
      const http = createHttpClient(url, fixedRegistry);
      await new Promise<void>((resolve) =>
        onBehalfOf("alice", () => resolve(http("GET", "/"))),
      );
      await http("GET", "/");

      expect(seen).to.deep.equal([
        "GET Bearer good for alice",
        "GET Bearer good for nobody",
      ]);
    });

    it("tries another token when one is refused, a POST too", async () => {
      tokens = ["old", "good"];

      await createHttpClient(url, fixedRegistry)("POST", "/", {});

      expect(seen).to.deep.equal([
        "POST Bearer old for nobody",
        "POST Bearer good for nobody",
      ]);
    });

    it("gives up when the second one is refused too", async () => {
      const error = await failure(
        createHttpClient(url, fixedRegistry)("GET", "/"),
      );

      expect(error).to.be.instanceOf(Unavailable);
      expect(seen).to.have.length(2);
    });

    it("is nobody where it is told so", async () => {
      const http = createHttpClient(url, fixedRegistry, {
        identity: async () => ({}),
      });

      await failure(http("GET", "/"));

      expect(seen).to.deep.equal(["GET undefined for nobody"]);
    });
  });

  describe("with two instances", () => {
    const seen: string[] = [];

    /** One resets every connection, one answers, one is not there. */
    async function serveTwo(other: "resets" | "refuses") {
      seen.length = 0;
      const well = await serve((req, res) => {
        seen.push(`well ${req.method}`);
        res.end("{}");
      });
      const ill = await serve((req) => {
        seen.push(`ill ${req.method}`);
        req.socket.resetAndDestroy();
      });
      const gone = "http://127.0.0.1:1";
      const instances = [other === "resets" ? ill : gone, well];
      return createHttpClient(well, { find: async () => instances });
    }

    it("calls the next one after a reset", async () => {
      const http = await serveTwo("resets");

      await http("GET", "/");
      await http("PUT", "/", {});

      expect(seen).to.deep.equal(["ill GET", "well GET", "well PUT"]);
    });

    it("never sends a POST again that may have arrived", async () => {
      const http = await serveTwo("resets");

      const error = await failure(http("POST", "/", {}));

      expect(error).to.be.instanceOf(Unavailable);
      expect(seen).to.deep.equal(["ill POST"]);
    });

    it("calls the next one when the first is silent", async () => {
      seen.length = 0;
      const silent = await serve(() => seen.push("silent"));
      const well = await serve((_req, res) => {
        seen.push("well");
        res.end("{}");
      });
      const http = createHttpClient(
        well,
        { find: async () => [silent, well] },
        { timeoutMs: 100 },
      );

      await http("GET", "/");
      expect(seen).to.deep.equal(["silent", "well"]);
      await http("GET", "/");
      const error = await failure(http("POST", "/", {}));

      expect(error).to.be.instanceOf(Unavailable);
      expect(seen).to.deep.equal([
        "silent",
        "well",
        "silent",
        "well",
        "silent",
      ]);
    });

    it("leaves one alone whose circuit is open", async () => {
      let isIll = true;
      const ill = await serve((_req, res) => {
        seen.push("ill");
        res.writeHead(isIll ? 500 : 200).end("{}");
      });
      const well = await serve((_req, res) => void res.end("{}"));
      const find = async () => [ill, well];
      const http = createHttpClient(well, { find });
      const failures = async (calls: number) => {
        let count = 0;
        for (let i = 0; i < calls; i++) {
          await http("GET", "/").catch(() => count++);
        }
        return count;
      };
      expect(await failures(10)).to.equal(5);
      seen.length = 0;

      expect(await failures(20)).to.equal(0);
      expect(seen).to.deep.equal([]);

      isIll = false;
      passTime(3_100);
      expect(await failures(20)).to.equal(0);
      expect(seen).to.have.length(10);
    });

    it("fails at once when the circuits of all are open", async () => {
      let calls = 0;
      const answer: RequestListener = (_req, res) => {
        calls++;
        res.writeHead(500).end();
      };
      const all = [await serve(answer), await serve(answer)];
      const http = createHttpClient("http://cakes", { find: async () => all });
      for (let i = 0; i < 10; i++) await failure(http("GET", "/"));
      expect(calls).to.equal(10);

      const error = await failure(http("GET", "/"));

      expect(calls).to.equal(10);
      expect(error).to.be.instanceOf(Unavailable);
      expect(error).to.have.nested.property("headers.retry-after", "3");
    });

    it("sends a POST on that was refused", async () => {
      const http = await serveTwo("refuses");

      await http("POST", "/", {});

      expect(seen).to.deep.equal(["well POST"]);
    });
  });
});

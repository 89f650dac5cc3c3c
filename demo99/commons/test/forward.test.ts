import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createLog } from "#commons/log.ts";
import { problemHandler } from "#commons/problem.ts";
import { closeServers, fixedRegistry, serve } from "./test-servers.ts";

function serveForwarding(url: string, timeoutMs = 5_000) {
  const app = express();
  app.use("/books", forwardTo(url, fixedRegistry, { timeoutMs }));
  app.use(problemHandler(createLog("test", "silent")));
  return serve(app);
}

async function serveInFrontOf(service: RequestListener) {
  return serveForwarding(await serve(service));
}

describe("forwarding", () => {
  afterEach(closeServers);

  it("passes method, path, query, headers and body on", async () => {
    const web = await serveInFrontOf(async (req, res) => {
      const type = req.headers["content-type"];
      const seen = [req.method, req.url, type, await text(req)];
      res.end(JSON.stringify(seen));
    });

    const response = await fetch(`${web}/books/1?q=a%20b`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: "{}",
    });

    const seen = ["PUT", "/books/1?q=a%20b", "application/json", "{}"];
    expect(await response.json()).to.deep.equal(seen);
  });

  it("passes status, headers and body of the answer back", async () => {
    const web = await serveInFrontOf((_req, res) => {
      res.writeHead(201, { location: "/books/2" }).end("made");
    });

    const response = await fetch(`${web}/books`, { method: "POST" });

    expect(response.status).to.equal(201);
    expect(response.headers.get("location")).to.equal("/books/2");
    expect(await response.text()).to.equal("made");
  });

  it("says from where the request comes, and through whom", async () => {
    const web = await serveInFrontOf((req, res) => {
      res.end(req.headers["x-forwarded-for"]);
    });

    const headers = { "x-forwarded-for": "192.0.2.7" };
    const farther = await fetch(`${web}/books`, { headers });

    expect(await (await fetch(`${web}/books`)).text()).to.equal("127.0.0.1");
    expect(await farther.text()).to.equal("192.0.2.7, 127.0.0.1");
  });

  it("streams: what has been said arrives before the rest is", async () => {
    const answers: ServerResponse[] = [];
    const web = await serveInFrontOf((_req, res) => {
      answers.push(res);
      res.write("first");
    });

    const response = await fetch(`${web}/books`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    answers[0]?.end();

    expect(Buffer.from(first?.value ?? []).toString()).to.equal("first");
    expect(await reader?.read()).to.have.property("done", true);
  });

  it("answers 503 when nobody listens there", async () => {
    const gone = await serve(() => {});
    closeServers();
    const web = await serveForwarding(gone);

    const response = await fetch(`${web}/books`);

    expect(response.status).to.equal(503);
    expect(response.headers.get("content-type")).to.match(/problem\+json/);
    expect(await response.json()).to.include({
      title: "Service Unavailable",
      status: 503,
      detail: `${gone} does not answer.`,
      instance: "/books",
    });
  });

  it("answers 503 when the service stays silent", async () => {
    const web = await serveForwarding(await serve(() => {}), 50);

    expect((await fetch(`${web}/books`)).status).to.equal(503);
  });

  it("cuts the answer off where the service does", async () => {
    const web = await serveInFrontOf((_req, res) => {
      res.write("half", () => res.destroy());
    });

    const failure = await fetch(`${web}/books`)
      .then((response) => response.text())
      .catch((error) => error);

    expect(failure).to.be.instanceOf(Error);
  });

  it("calls nobody while the circuit is open, and says when to try again", async () => {
    let calls = 0;
    const web = await serveInFrontOf((_req, res) => {
      calls++;
      res.writeHead(500).end();
    });
    for (let i = 0; i < 5; i++) {
      expect((await fetch(`${web}/books`)).status).to.equal(500);
    }

    const response = await fetch(`${web}/books`, { method: "POST" });

    expect(response.status).to.equal(503);
    expect(response.headers.get("retry-after")).to.equal("3");
    expect(calls).to.equal(5);
  });

  it("keeps the circuit closed to one that speaks of another", async () => {
    const web = await serveInFrontOf((_req, res) => {
      res.writeHead(503, { "retry-after": "1" }).end("mine");
    });
    for (let i = 0; i < 10; i++) await fetch(`${web}/books`);

    expect(await (await fetch(`${web}/books`)).text()).to.equal("mine");
  });

  it("tells the service how long the caller waits", async () => {
    const web = await serveInFrontOf((req, res) => {
      res.end(req.headers["x-request-timeout-ms"]);
    });

    const headers = { "x-request-timeout-ms": "99999" };
    const said = async (method: string) =>
      Number(await (await fetch(`${web}/books`, { method, headers })).text());

    expect(await said("GET")).to.equal(3_000 * 0.9);
    expect(await said("PUT")).to.equal(5_000 * 0.9);
  });

  it("reads an answer for longer than it waits for one", async () => {
    const service = await serve((_req, res) => {
      res.write("slow");
      setTimeout(() => res.write(" and"), 400);
      setTimeout(() => res.end(" steady"), 800);
    });
    const web = await serveForwarding(service, 600);

    const answer = await fetch(`${web}/books`);

    expect(await answer.text()).to.equal("slow and steady");
  });

  it("lets the service know when the caller has gone", async () => {
    const caller = new AbortController();
    const left = new Promise((resolve) => {
      serveInFrontOf((_req, res) => {
        res.on("close", () => resolve("left"));
        caller.abort();
      }).then((web) =>
        fetch(`${web}/books`, { signal: caller.signal }).catch(() => {}),
      );
    });

    expect(await left).to.equal("left");
  });

  it("goes to its service only, whatever host the caller names", async () => {
    const web = await serveInFrontOf((_req, res) => res.end("right"));
    const other = await serve((_req, res) => res.end("wrong"));

    const socket = connect(Number(new URL(web).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(`GET ${other}/books HTTP/1.1\r\nHost: x\r\n`);
    socket.write("Connection: close\r\n\r\n");

    expect(await text(socket)).to.match(/^HTTP\/1.1 200 .*right/s);
  });

  /** What the service gets of a request that is written as it stands. */
  async function passOn(lines: string[], body = "") {
    const web = await serveInFrontOf(async (req, res) => {
      const { headers } = req;
      res.end(JSON.stringify({ headers, body: await text(req) }));
    });
    const socket = connect(Number(new URL(web).port), "127.0.0.1");
    await once(socket, "connect");
    const head = ["GET /books HTTP/1.1", "Host: x", ...lines];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    const [, json = ""] = (await text(socket)).split("\r\n\r\n");
    return JSON.parse(json);
  }

  it("keeps to itself what concerns one connection", async () => {
    const { headers } = await passOn([
      "TE: trailers",
      "Trailer: x-sum",
      "Proxy-Connection: keep-alive",
      "Connection: close, X-Hop",
      "X-Hop: here",
      "X-End: there",
    ]);

    expect(headers).to.include({ "x-end": "there" });
    expect(headers).not.to.have.any.keys(
      ...["te", "trailer", "proxy-connection", "x-hop"],
    );
  });

  it("keeps a body a body, whatever is said of the connection", async () => {
    const { body } = await passOn(
      ["Transfer-Encoding: chunked", "Connection: close, Transfer-Encoding"],
      "4\r\npies\r\n0\r\n\r\n",
    );

    expect(body).to.equal("pies");
  });
});

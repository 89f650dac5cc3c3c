import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createLog } from "#commons/log.ts";
import { problemHandler } from "#commons/requests/problem.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

function serveForwarding(url: string) {
  const app = express();
  app.use("/books", forwardTo(testCaller(), url));
  app.use(problemHandler(createLog("test", "silent")));
  return serve(app);
}

async function serveInFrontOf(service: RequestListener) {
  return serveForwarding(await serve(service));
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

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

  it("streams: the first bytes arrive before the last are sent", async () => {
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

  it("leaves room for the listeners of other middleware", async () => {
    const service = await serve((_req, res) => void res.end("done"));
    const app = express().use(
      (_req, res, next) => {
        for (let i = 0; i < 5; i++) res.on("close", () => {});
        next();
      },
      forwardTo(testCaller(), service),
    );
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);

    const response = await fetch(await serve(app));
    expect(await response.text()).to.equal("done");
    // Node emits a warning in the next tick.
    await new Promise(setImmediate);
    process.off("warning", note);

    expect(warnings).to.deep.equal([]);
  });

  it("answers 503 when the service is down", async () => {
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

  // A timeout that nothing refers to would be collected as garbage.
  it("answers 503 when a read has no reply within three seconds", async () => {
    const web = await serveInFrontOf(() => collectGarbage());
    const startedAt = performance.now();

    expect((await fetch(`${web}/books`)).status).to.equal(503);
    expect(performance.now() - startedAt).to.be.within(2_900, 6_000);
  });

  it("reads the whole request before it calls the service", async () => {
    const bodies: string[] = [];
    const web = await serveInFrontOf(async (req, res) => {
      bodies.push(await text(req));
      res.end();
    });
    const socket = connect(Number(new URL(web).port), "127.0.0.1");
    socket.write("POST /books HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
    socket.write("Content-Length: 4\r\n\r\npi");
    await (await fetch(`${web}/books`)).text();

    expect(bodies).to.deep.equal([""]);
    socket.write("es");
    await text(socket);
    expect(bodies).to.deep.equal(["", "pies"]);
  });

  it("answers 413 for a body over 100 kB", async () => {
    const web = await serveInFrontOf((_req, res) => res.end());
    const body = "x".repeat(103_000);

    const response = await fetch(`${web}/books`, { method: "POST", body });

    expect(response.status).to.equal(413);
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

  it("repeats a read whose connection broke, but no write", async () => {
    const sent: string[] = [];
    const web = await serveInFrontOf((req) => {
      sent.push(`${req.method}`);
      req.socket.resetAndDestroy();
    });

    for (const method of ["GET", "POST"]) {
      const { status } = await fetch(`${web}/books`, { method });
      expect(status).to.equal(503);
    }

    const count = (method: string) => sent.filter((it) => it === method).length;
    expect(count("GET")).to.be.greaterThan(1);
    expect(count("POST")).to.equal(1);
  });

  it("closes its connection to the service when the client has gone", async () => {
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
    // Without the abort, it would be closed after 30 s.
  }).timeout(25_000);

  it("goes to its service only, whatever host the caller names", async () => {
    const web = await serveInFrontOf((_req, res) => res.end("right"));
    const other = await serve((_req, res) => res.end("wrong"));

    const socket = connect(Number(new URL(web).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(`GET ${other}/books HTTP/1.1\r\nHost: x\r\n`);
    socket.write("Connection: close\r\n\r\n");

    expect(await text(socket)).to.match(/^HTTP\/1.1 200 .*right/s);
  });

  /** What the service receives of a request with these header lines. */
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

  it("passes no header on that concerns one connection", async () => {
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

  it("adds the client to the addresses of proxies before this one", async () => {
    const { headers } = await passOn([
      "Connection: close",
      "X-Forwarded-For: 192.0.2.7",
    ]);

    expect(headers["x-forwarded-for"]).to.equal("192.0.2.7, 127.0.0.1");
  });

  it("passes the body on, also if Connection names its framing", async () => {
    const { body } = await passOn(
      ["Transfer-Encoding: chunked", "Connection: close, Transfer-Encoding"],
      "4\r\npies\r\n0\r\n\r\n",
    );

    expect(body).to.equal("pies");
  });
});

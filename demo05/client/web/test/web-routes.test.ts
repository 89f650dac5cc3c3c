import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createWebRoutes } from "../src/web-routes.ts";

const asBrowser = {
  headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" },
};

describe("web", () => {
  let directory: string;
  let web: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "page-"));
    await writeFile(join(directory, "index.html"), "<title>Pies</title>");
    await writeFile(join(directory, "main.js"), "bake()");
    const books = await serve((req, res) => res.end(`books: ${req.url}`));
    const silent = await serve(() => {});
    const forward = (url: string) => forwardTo(testCaller(), url);
    const calls = Router()
      .all(["/books", "/books/*rest"], forward(books))
      .all(["/stock", "/stock/*rest"], forward(silent));
    const routes = createWebRoutes(directory, calls);
    web = await serve(createApp({ log: createLog("test", "silent"), routes }));
  });

  after(async () => {
    closeServers();
    await rm(directory, { recursive: true });
  });

  it("serves the page and its files", async () => {
    expect(await textOf("/")).to.equal("<title>Pies</title>");
    expect(await textOf("/main.js")).to.equal("bake()");
  });

  it("serves the page for every path within it", async () => {
    for (const path of ["/cart", "/order/1", "/admin/book/new", "/nowhere"]) {
      const response = await fetch(web + path, asBrowser);

      expect(response.status, path).to.equal(200);
      expect(response.headers.get("content-type")).to.match(/^text\/html/);
    }
  });

  it("answers 404 to a program for a path that does not exist", async () => {
    for (const path of ["/nowhere", "/main.css", "/reservations", "/numbers"]) {
      const response = await fetch(web + path);

      expect(response.status, path).to.equal(404);
      expect(response.headers.get("content-type")).to.match(/problem\+json/);
    }
    const post = await fetch(`${web}/cart`, { ...asBrowser, method: "POST" });
    expect(post.status).to.equal(404);
  });

  it("forwards the store's paths, also those a browser opens", async () => {
    expect(await textOf("/books/1?q=x")).to.equal("books: /books/1?q=x");
    const response = await fetch(`${web}/books`, asBrowser);
    expect(await response.text()).to.equal("books: /books");
  });

  it("waits three seconds for a read, and longer for a write", async () => {
    const start = performance.now();
    const leave = new AbortController();
    const { signal } = leave;
    const write = fetch(`${web}/stock/1`, { method: "PUT", signal }).catch(
      (error) => error.name,
    );
    const paths = ["/stock?numbers=1", "/stock/1"];
    const reads = await Promise.all(paths.map((path) => fetch(web + path)));
    leave.abort();

    expect(reads.map(({ status }) => status)).to.deep.equal([503, 503]);
    expect(performance.now() - start).to.be.within(2_900, 8_000);
    expect(await write).to.equal("AbortError");
  });

  it("forwards a path only if its first segment matches completely", async () => {
    const response = await fetch(`${web}/bookshelf`);

    expect(response.status).to.equal(404);
  });

  it("lets the browser keep files, but ask each time", async () => {
    for (const path of ["/main.js", "/"]) {
      const first = await fetch(web + path);
      const etag = first.headers.get("etag") ?? "";
      const headers = { "if-none-match": etag, "cache-control": "max-age=0" };
      const second = await fetch(web + path, { headers });

      expect(first.headers.get("cache-control"), path).to.equal("no-cache");
      expect(second.status, path).to.equal(304);
    }
  });

  it("lets the page run nothing but its own scripts", async () => {
    const { headers } = await fetch(`${web}/cart`, asBrowser);

    expect(headers.get("content-security-policy"))
      .to.include("default-src 'self'")
      .and.include("frame-ancestors 'none'")
      .and.not.include("unsafe");
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
    expect(headers.get("x-powered-by")).to.equal(null);
  });

  async function textOf(path: string) {
    const response = await fetch(web + path);
    expect(response.status, path).to.equal(200);
    return response.text();
  }
});

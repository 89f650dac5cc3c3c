import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { serveSettings } from "../src/settings.ts";
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
    web = await serveWeb("");
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

  it("forwards no path of the store", async () => {
    for (const path of ["/books", "/stock/1", "/carts/alice", "/login"]) {
      expect((await fetch(web + path)).status, path).to.equal(404);
    }
  });

  it("gives the page the gateway's URL, and lets it call that URL", async () => {
    const { port } = new URL(web);
    const other = await serveWeb("https://api.pies.test");
    const expected = {
      [web]: "http://127.0.0.1:8100",
      [`http://localhost:${port}`]: "http://localhost:8100",
      [other]: "https://api.pies.test",
    };

    for (const [url, gatewayUrl] of Object.entries(expected)) {
      const settings = await fetch(`${url}/settings.json`);
      const { headers } = await fetch(`${url}/cart`, asBrowser);

      expect(await settings.json()).to.deep.equal({ gatewayUrl });
      expect(headers.get("content-security-policy")?.split("; ")).to.include(
        `connect-src 'self' ${gatewayUrl} ${gatewayUrl.replace("http", "ws")}`,
      );
    }
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

  function serveWeb(gatewayUrl: string) {
    const routes = createWebRoutes(directory, serveSettings(gatewayUrl));
    return serve(createApp({ log: createLog("test", "silent"), routes }));
  }

  async function textOf(path: string) {
    const response = await fetch(web + path);
    expect(response.status, path).to.equal(200);
    return response.text();
  }
});

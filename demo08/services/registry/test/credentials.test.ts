import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";
import { until } from "./until.ts";

const password = "s:crét";
const path = "/apps/BOOK-API/book-api:8081";

describe("a registry with a password", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry({ password });
  });
  afterEach(() => registry.close());

  async function send(method: string, path: string, given?: string) {
    const credentials = Buffer.from(`store:${given}`).toString("base64");
    const response = await fetch(registry.url + path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(given && { authorization: `Basic ${credentials}` }),
      },
      body:
        method === "POST" ? JSON.stringify({ instance: anInstance() }) : null,
    });
    return response.status;
  }

  it("refuses every change without it", async () => {
    expect(await send("POST", "/apps/BOOK-API", password)).to.equal(204);
    for (const wrong of [undefined, "", "wrong", `${password}2`]) {
      expect(await send("POST", "/apps/BOOK-API", wrong)).to.equal(401);
      expect(await send("PUT", path, wrong)).to.equal(401);
      expect(await send("DELETE", path, wrong)).to.equal(401);
      expect(await send("PUT", `${path}/status?value=DOWN`, wrong)).to.equal(
        401,
      );
      expect(await send("POST", "/peerreplication/batch", wrong)).to.equal(401);
    }
    expect(await send("PUT", path, password)).to.equal(200);
    expect(await send("DELETE", path, password)).to.equal(200);
  });

  it("answers reads without it", async () => {
    expect(await send("GET", "/apps")).to.equal(200);
  });

  it("takes it from the URL of a service, as Spring's clients do", async () => {
    const credentials = `store:${encodeURIComponent(password)}`;
    const url = registry.url.replace("//", `//${credentials}@`);
    const log = createLog("test", "silent");
    const where = { port: 9002, host: "127.0.0.1" };
    const settings = { url, service: "cake-api", leaseSeconds: 1, log };
    const client = createRegistry({ ...settings, ...where });

    await client.register();
    expect(await send("GET", "/apps/CAKE-API")).to.equal(200);
    await client.deregister();
    expect(await send("GET", "/apps/CAKE-API")).to.equal(404);
  });

  it("shows it neither on its page nor to peers without it", async () => {
    const credentials = `store:${encodeURIComponent(password)}`;
    const peer = registry.url.replace("//", `//${credentials}@`);
    const other = await startRegistry({ peers: [peer] });
    await other.call("POST", "/apps/BOOK-API", anInstance());

    await until(async () => (await send("GET", "/apps/BOOK-API")) === 200);
    const overview = await fetch(new URL("/overview", other.url));
    expect(await overview.text()).to.not.include("store:");
    await other.close();
  });
});

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { identifyWith } from "#commons/identity.ts";
import { createLog } from "#commons/log.ts";
import { createOpenApi, type Description } from "#commons/openapi.ts";
import { createApp } from "#commons/service.ts";
import { complaintsAbout } from "#commons/test/open-api-checks.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createDocs } from "../src/docs.ts";
import { createDocsApi } from "../src/docs-api.ts";

const bakery: Description = {
  service: "bakery",
  summary: "Pies.",
  operations: {
    "DELETE /pies": { summary: "Eat them all", answers: { 204: null } },
  },
};

let asked = 0;
let shown: string | undefined;

/** A gateway to a bakery that answers, and to an oven that is silent. */
async function startDocs(services: string[], keptMs = 60_000) {
  asked = 0;
  const urls: Record<string, string> = {
    "http://bakery": await serve((req, res) => {
      asked++;
      shown = req.headers.authorization;
      res.end(JSON.stringify(createOpenApi(bakery)));
    }),
    "http://oven": await serve(() => {}),
  };
  const registry = { find: async (url: string) => [urls[url] ?? ""] };
  const docs = createDocs(services, registry, { timeoutMs: 1_000, keptMs });
  const routes = createDocsApi(docs, import.meta.dirname);
  const log = createLog("test", "silent");
  return serve(createApp({ log, routes }));
}

async function read(url: string) {
  return (await fetch(`${url}/openapi.json`)).json();
}

describe("the gateway's description of the store", () => {
  afterEach(closeServers);

  it("has what the services answer beside what the gateway does", async () => {
    const url = await startDocs(["bakery"]);

    const document = await read(url);

    expect(document.paths).to.include.all.keys("/login", "/pies");
    expect(document.tags.map(({ name }: { name: string }) => name)).to.eql([
      "gateway",
      "bakery",
    ]);
    expect(document.servers).to.deep.equal([{ url }]);
    expect(document["x-missing"]).to.deep.equal([]);
    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("names a service that does not answer in time", async () => {
    const url = await startDocs(["bakery", "oven"]);

    const document = await read(url);

    expect(document["x-missing"]).to.deep.equal(["oven"]);
    expect(document.info.description).to.contain("oven");
    expect(document.paths).to.include.keys("/pies");
    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("is asked for by nobody in particular", async () => {
    identifyWith({ get: async () => "the gateway's own", forget: () => {} });
    const url = await startDocs(["bakery"]);

    await read(url);
    identifyWith(undefined);

    expect(asked).to.equal(1);
    expect(shown).to.equal(undefined);
  });

  it("is asked for once, however many want it at a time", async () => {
    const url = await startDocs(["bakery"]);

    await Promise.all([read(url), read(url), read(url)]);

    expect(asked).to.equal(1);
  });

  it("is asked for again after a while", async () => {
    const url = await startDocs(["bakery"], 1);
    const until = performance.now() + 5_000;

    while (asked < 2 && performance.now() < until) await read(url);

    expect(asked).to.equal(2);
  });
});

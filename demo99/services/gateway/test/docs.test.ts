import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { createHttpClient } from "#commons/http.ts";
import {
  describeService,
  noContent,
  type OpenApi,
} from "#commons/openapi/describe.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createDocs } from "../src/docs.ts";

const bakery = describeService("bakery", "Pies.", {
  "DELETE /pies": { summary: "Eat all", responses: { 204: noContent } },
  // Not at the gateway: see openapi-join.ts.
  "GET /replica": { summary: "For sync-api", responses: { 204: noContent } },
});

/** A service that answers, and one that never does. */
async function startDocs(services: string[]) {
  const urls: Record<string, string> = {
    "http://bakery": await serve((_req, res) => {
      res.end(JSON.stringify(bakery));
    }),
    "http://oven": await serve(() => {}),
  };
  const call = testCaller();
  const docs = createDocs(
    services,
    (service, options) => createHttpClient(call, urls[service] ?? "", options),
    import.meta.dirname,
  );
  return serve(express().use(docs));
}

async function read(url: string) {
  const response = await fetch(`${url}/openapi.json`);
  return (await response.json()) as OpenApi;
}

describe("the description of the store", () => {
  afterEach(closeServers);

  it("joins those of the gateway and the services", async () => {
    const document = await read(await startDocs(["bakery"]));

    expect(document.paths).to.have.all.keys(
      "/login",
      "/token",
      "/keys",
      "/messages",
      "/.well-known/jwks.json",
      "/pies",
    );
    const names = document.tags?.map(({ name }) => name);
    expect(names).to.deep.equal(["gateway", "bakery"]);
    const { schemas, securitySchemes } = document.components ?? {};
    expect(schemas).to.include.keys("Token", "Problem");
    expect(securitySchemes).to.have.all.keys("bearer");
    expect(document["x-missing"]).to.deep.equal([]);
    const { errors } = await new Validator().validate({ ...document });
    expect(errors ?? []).to.deep.equal([]);
  });

  it("names a service that gives no reply in time", async () => {
    const document = await read(await startDocs(["oven", "bakery"]));

    expect(document["x-missing"]).to.deep.equal(["oven"]);
    expect(document.info.description).to.include("oven");
    expect(document.paths).to.include.keys("/pies");
  });
});

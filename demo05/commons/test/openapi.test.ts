import { expect } from "chai";
import express, { Router } from "express";
import { afterEach, describe, it } from "mocha";
import * as z from "zod";
import {
  created,
  describeService,
  noContent,
  ok,
  problems,
  requestBody,
  serveOpenApi,
} from "#commons/openapi/describe.ts";
import { itDescribes } from "./open-api-checks.ts";
import { closeServers, serve } from "./test-servers.ts";

const pie = z.strictObject({ name: z.string() }).meta({ id: "Pie" });
const path = z.object({ name: z.string() });
const wish = z.strictObject({ hot: z.boolean().default(true) }).optional();

const openApi = describeService("bakery", "Pies.", {
  "GET /pies/{name}": {
    summary: "Get a pie",
    requestParams: { path },
    responses: { 200: ok(pie), ...problems(404) },
  },
  "PUT /pies/{name}": {
    summary: "Bake a pie",
    requestParams: { path },
    requestBody: requestBody(wish, { hot: false }),
    responses: { 201: created(pie, "/pies/{name}"), ...problems(409) },
  },
  "DELETE /pies/{name}": {
    summary: "Eat a pie",
    requestParams: { path },
    responses: { 204: noContent },
  },
});

const bakery = Router();
bakery.route("/pies/:name").get(noop).put(noop).delete(noop);

function noop() {}

itDescribes("an example", openApi, bakery);

describe("describeService", () => {
  const document = JSON.parse(JSON.stringify(openApi));
  const { get, put, delete: remove } = document.paths["/pies/{name}"];

  it("adds the problems of every operation to its own", () => {
    expect(get.responses).to.have.all.keys("200", "400", "404", "500", "503");
    expect(remove.responses).to.have.all.keys("204", "400", "500", "503");
  });

  it("adds the problems of a body where there is one", () => {
    expect(put.responses).to.include.keys("201", "409", "413", "415");
  });

  it("refers to schemas and problems by their names", () => {
    expect(get.responses[404]).to.deep.equal({
      $ref: "#/components/responses/Problem404",
    });
    expect(get.responses[200].content["application/json"].schema).to.deep.equal(
      { $ref: "#/components/schemas/Pie" },
    );
  });

  it("has the Location of what is created", () => {
    const { Location } = put.responses[201].headers;

    expect(Location.required).to.equal(true);
    expect(Location.description).to.equal("/pies/{name}");
  });

  it("requires a body unless its schema is optional", () => {
    expect(requestBody(wish, {}).required).to.equal(false);
    expect(requestBody(pie, { name: "apple" }).required).to.equal(true);
  });
});

describe("GET /openapi.json", () => {
  afterEach(closeServers);

  it("answers the document", async () => {
    const url = await serve(express().use(serveOpenApi(openApi)));

    const response = await fetch(`${url}/openapi.json`);

    expect(await response.json()).to.deep.equal(
      JSON.parse(JSON.stringify(openApi)),
    );
  });

  it("answers 404 without a document", async () => {
    const url = await serve(express().use(serveOpenApi(undefined)));

    const response = await fetch(`${url}/openapi.json`);

    expect(response.status).to.equal(404);
  });
});

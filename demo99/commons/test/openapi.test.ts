import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { z } from "zod";
import { createLog } from "#commons/log.ts";
import {
  createOpenApi,
  type Description,
  serveOpenApi,
} from "#commons/openapi.ts";
import { createApp } from "#commons/service.ts";
import { complaintsAbout } from "./open-api-checks.ts";
import { closeServers, serve } from "./test-servers.ts";

const pie = z.strictObject({ name: z.string() }).meta({ title: "Pie" });

const bakery: Description = {
  service: "bakery",
  summary: "Pies.",
  path: { name: z.string().regex(/^[a-z]+$/) },
  examples: { name: "apple", only: ["apple", "plum"] },
  operations: {
    "GET /pies": {
      summary: "Some pies",
      query: z.strictObject({
        only: z
          .string()
          .transform((list) => list.split(","))
          .pipe(z.array(z.string()).max(3)),
      }),
      answers: { 200: pie },
    },
    "PUT /pies/{name}": {
      summary: "Bake a pie",
      roles: ["admin", "service"],
      body: z.strictObject({ hot: z.boolean().default(true) }),
      location: "/pies/{name}",
      answers: { 201: pie },
      refusals: [409],
    },
    "DELETE /pies/{name}": { summary: "Eat a pie", answers: { 204: null } },
  },
};

describe("an OpenAPI document", () => {
  // As it travels.
  const document = JSON.parse(JSON.stringify(createOpenApi(bakery)));
  const { get } = document.paths["/pies"];
  const { put, delete: remove } = document.paths["/pies/{name}"];

  afterEach(closeServers);

  it("is valid OpenAPI 3.1", async () => {
    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("tells a parameter by what it is read as", () => {
    expect(get.parameters).to.deep.equal([
      {
        name: "only",
        in: "query",
        required: true,
        style: "form",
        explode: false,
        schema: { type: "array", items: { type: "string" }, maxItems: 3 },
        example: ["apple", "plum"],
      },
    ]);
    expect(put.parameters).to.deep.equal([
      {
        name: "name",
        in: "path",
        required: true,
        schema: { type: "string", pattern: "^[a-z]+$" },
        example: "apple",
      },
    ]);
  });

  it("tells a body by what a client has to send", () => {
    const { schema } = put.requestBody.content["application/json"];

    expect(put.requestBody.required).to.equal(true);
    expect(schema).to.deep.equal({
      type: "object",
      properties: { hot: { type: "boolean", default: true } },
      additionalProperties: false,
    });
  });

  it("tells every answer", () => {
    expect(put.responses).to.have.all.keys([
      "201",
      "400",
      "401",
      "403",
      "409",
      "413",
      "429",
      "500",
      "503",
    ]);
    expect(put.responses[201].content["application/json"].schema).to.deep.equal(
      { $ref: "#/components/schemas/Pie" },
    );
    expect(put.responses[201].headers).to.have.key("Location");
    expect(remove.responses[204]).to.deep.equal({ description: "No Content" });
  });

  it("names the roles that may call, each of them enough", () => {
    expect(put.security).to.deep.equal([
      { bearer: ["admin"] },
      { bearer: ["service"] },
    ]);
    expect(get.security).to.equal(undefined);
  });

  it("cannot be made of an answer without a name", () => {
    const operations = {
      "GET /": { summary: "Nothing", answers: { 200: z.string() } },
    };

    expect(() => createOpenApi({ ...bakery, operations })).to.throw("title");
  });

  it("is what a service answers at /openapi.json", async () => {
    const log = createLog("bakery", "silent");
    const url = await serve(createApp({ log, routes: serveOpenApi(bakery) }));

    const response = await fetch(`${url}/openapi.json`);

    expect(await response.json()).to.deep.equal(document);
  });
});

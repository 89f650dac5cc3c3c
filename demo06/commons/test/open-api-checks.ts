import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import type { Router } from "express";
import { describe, it } from "mocha";
import type { OpenApi } from "#commons/openapi/describe.ts";

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** What holds for the OpenAPI document of every service. */
export function itDescribes(service: string, openApi: OpenApi, router: Router) {
  describe(`OpenAPI document of ${service}`, () => {
    // As it is sent.
    const document = JSON.parse(JSON.stringify(openApi));

    it("is valid OpenAPI 3.1", async () => {
      const { errors } = await new Validator().validate(document);

      expect(document.openapi).to.match(/^3\.1\./);
      expect(errors ?? []).to.deep.equal([]);
    });

    it("has every route, and no other", () => {
      const described = operationsOf(document).map(({ route }) => route);

      expect(described).to.have.members(routesOf(router));
    });

    it("has every parameter of every path", () => {
      for (const { route, parameters } of operationsOf(document)) {
        const inPath = parameters.filter((one) => one.in === "path");
        const names = inPath.map(({ name }) => `{${name}}`);

        expect(names, route).to.have.members(route.match(/\{\w+\}/g) ?? []);
      }
    });

    it("has examples that its schemas accept", () => {
      for (const { schema, example } of examplesOf(document)) {
        ajv.validate(schema, example);

        expect(ajv.errorsText(), JSON.stringify(example)).to.equal("No errors");
      }
    });
  });
}

type Schema = { examples?: unknown[] };
type Example = { schema: Schema; example?: unknown };
type Operation = {
  route: string;
  parameters: (Example & { name: string; in: string })[];
  requestBody?: { content: Record<string, Example> };
};
type Document = {
  paths: Record<string, Record<string, Omit<Operation, "route">>>;
  components: { schemas: Record<string, Schema> };
};

function operationsOf({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], ...rest }]) => {
      const route = `${method.toUpperCase()} ${path}`;
      return { ...rest, route, parameters };
    }),
  );
}

function examplesOf(document: Document): Example[] {
  const bodies = operationsOf(document).flatMap(({ requestBody }) =>
    Object.values(requestBody?.content ?? {}),
  );
  const given = operationsOf(document)
    .flatMap(({ parameters }) => parameters)
    .filter(({ example }) => example !== undefined);
  const { schemas } = document.components;
  const named = Object.values(schemas).flatMap(({ examples = [], ...schema }) =>
    examples.map((example) => ({ schema, example })),
  );
  return [...bodies, ...given, ...named];
}

/** The routes of a router, by such names as `GET /carts/{cartId}`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (!route) return "stack" in handle ? routesOf(handle as Router) : [];
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    const methods = new Set(route.stack.map((layer) => layer.method));
    return [...methods].map((method) => `${method.toUpperCase()} ${path}`);
  });
}

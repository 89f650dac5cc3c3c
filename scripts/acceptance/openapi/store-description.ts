import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { until } from "../../testing/until.ts";
import { hasLogin, urlOf } from "../store.ts";

type Content = Record<string, { schema: { $ref: string } }>;
type Header = { required?: boolean };
type Answer = { content?: Content; headers?: Record<string, Header> };
type Reference = { $ref: string };
type Operation = {
  requestBody?: unknown;
  responses: Record<string, Answer | Reference>;
  security?: { bearer: string[] }[];
};
type Schema = { properties?: Record<string, unknown> };
type Components = {
  responses: Record<string, Answer>;
  schemas: Record<string, Schema>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: Components;
  /** Services that have not replied to the gateway within its second. */
  "x-missing"?: string[];
};

export const gatewayUrl = "http://localhost:8100";

/** Where a client of the store sends a path. */
export const addressOf = (path: string) =>
  hasLogin ? gatewayUrl + path : urlOf(path);

const paths = ["/books", "/cds", "/dvds", "/numbers", "/stock", "/carts"];

/** The document of each service, or the one of the gateway. */
async function readDocuments(): Promise<Document[]> {
  const origins = new Set(paths.map((path) => new URL(addressOf(path)).origin));
  return Promise.all(
    [...origins].map((origin) =>
      until("a complete description", () => readDocument(origin)),
    ),
  );
}

async function readDocument(origin: string): Promise<Document> {
  const response = await fetch(`${origin}/openapi.json`);
  expect(response.status, `${origin}/openapi.json`).to.equal(200);
  const document = (await response.json()) as Document;
  expect(document["x-missing"] ?? []).to.deep.equal([]);
  return document;
}

/** All documents as one; a component has the same meaning in each. */
function merge<T>(parts: Record<string, T>[]): Record<string, T> {
  const merged: Record<string, T> = {};
  for (const [name, part] of parts.flatMap(Object.entries<T>)) {
    expect(part, `${name} means one thing`).to.deep.equal(merged[name] ?? part);
    merged[name] = part;
  }
  return merged;
}

/** The OpenAPI description of the running store. */
export async function readDescription() {
  const documents = await readDocuments();
  const paths = merge(documents.map(({ paths }) => paths));
  const all = documents.map(({ components }) => components);
  const components = {
    responses: merge(all.map(({ responses }) => responses)),
    schemas: merge(all.map(({ schemas }) => schemas)),
  };
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "http://store/", components });

  const operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    ),
  );

  function answerOf(name: string, status: number): Answer {
    const answer = operations.get(name)?.responses[status];
    expect(answer, `${name} may answer ${status}`).to.be.an("object");
    if (!(answer && "$ref" in answer)) return answer as Answer;
    return components.responses[lastOf(answer.$ref)] as Answer;
  }

  return {
    documents,
    names: [...operations.keys()],
    takesBody: (name: string) => !!operations.get(name)?.requestBody,

    /** The roles that may call; every caller may, if there are none. */
    rolesOf: (name: string) =>
      (operations.get(name)?.security ?? []).flatMap(({ bearer }) => bearer),

    /** Expects a status, headers and a body that the document describes. */
    async expectDescribed(name: string, response: Response) {
      const text = await response.text();
      const shown = `${name}: ${response.status} ${text}`;
      const { content, headers = {} } = answerOf(name, response.status);
      for (const [name, { required }] of Object.entries(headers)) {
        if (required) expect(response.headers.has(name), shown).to.equal(true);
      }
      if (response.headers.has("location")) {
        expect(headers, shown).to.include.keys("Location");
      }
      if (!content) return expect(text, shown).to.equal("");
      const [[type, { schema }]] = Object.entries(content) as [
        [string, Content[string]],
      ];
      expect(response.headers.get("content-type"), shown).to.contain(type);
      const body = JSON.parse(text);
      // By its name, for which ajv compiles a schema only once.
      const validate = ajv.getSchema(`http://store/${schema.$ref}`);
      expect(validate, shown).to.be.a("function");
      validate?.(body);
      expect(ajv.errorsText(validate?.errors), shown).to.equal("No errors");
      // A problem may have more members (RFC 9457, 3.2); ours are described.
      const { properties } = components.schemas[lastOf(schema.$ref)] ?? {};
      expect(properties, shown).to.include.keys(Object.keys(body));
    },
  };
}

const lastOf = (ref: string) => ref.split("/").at(-1) ?? "";

export type StoreDescription = Awaited<ReturnType<typeof readDescription>>;

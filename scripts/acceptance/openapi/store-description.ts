import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";

type Content = Record<string, { schema: { $ref: string } }>;
type Answer = { content?: Content; headers?: Record<string, unknown> };
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
};

export const gatewayUrl = "http://localhost:8100";

/** What the running store says it answers. */
export async function readDescription() {
  const response = await fetch(`${gatewayUrl}/openapi.json`);
  const document = (await response.json()) as Document;
  const { paths, components } = document;
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
    document,
    names: [...operations.keys()],
    takesBody: (name: string) => !!operations.get(name)?.requestBody,

    /** The roles that may call; none means that anybody may. */
    rolesOf: (name: string) =>
      (operations.get(name)?.security ?? []).flatMap(({ bearer }) => bearer),

    /** Expects a status, headers and a body that the operation is said to have. */
    async expectDescribed(name: string, response: Response) {
      const text = await response.text();
      const shown = `${name}: ${response.status} ${text}`;
      const { content, headers = {} } = answerOf(name, response.status);
      for (const header of Object.keys(headers)) {
        expect(response.headers.get(header), shown).to.be.a("string");
      }
      if (!content) return expect(text, shown).to.equal("");
      const [[type, { schema }]] = Object.entries(content) as [
        [string, Content[string]],
      ];
      expect(response.headers.get("content-type"), shown).to.contain(type);
      const body = JSON.parse(text);
      ajv.validate({ $ref: `http://store/${schema.$ref}` }, body);
      expect(ajv.errorsText(ajv.errors), shown).to.equal("No errors");
      // A problem may have more members (RFC 9457, 3.2); ours are described.
      const { properties } = components.schemas[lastOf(schema.$ref)] ?? {};
      expect(properties, shown).to.include.keys(Object.keys(body));
    },
  };
}

const lastOf = (ref: string) => ref.split("/").at(-1) ?? "";

export type StoreDescription = Awaited<ReturnType<typeof readDescription>>;

import type { OpenApi } from "#commons/openapi.ts";

/** One document for all; the first one also says what it is about. */
export function joinOpenApi(documents: OpenApi[], missing: string[]) {
  const all = <T>(pick: (document: OpenApi) => T) => documents.map(pick);
  const components = all((document) => document.components);
  return {
    openapi: "3.1.1",
    info: {
      title: "The store",
      version: "1",
      summary: "Books, CDs and DVDs, carts and orders, behind one gateway.",
      ...(missing.length > 0 && {
        description: `Not here, as there was no answer: ${missing.join(", ")}.`,
      }),
    },
    "x-missing": missing,
    tags: documents.flatMap(({ tags }) => tags),
    paths: merge(all(({ paths }) => paths)),
    components: {
      schemas: merge(components.map(({ schemas }) => schemas)),
      responses: merge(components.map(({ responses }) => responses)),
      securitySchemes: merge(
        components.map(({ securitySchemes }) => securitySchemes),
      ),
    },
  };
}

export type StoreOpenApi = ReturnType<typeof joinOpenApi>;

/** What services have in common, such as problems, is the same in each. */
function merge<T extends object>(parts: T[]): T {
  return Object.assign({}, ...parts);
}

import type { OpenApi } from "#commons/openapi/describe.ts";

/** Services call it, not through the gateway. */
const internal = /^\/replica\b/;

/** One document for all services; `missing` names those without a reply. */
export function joinOpenApi(documents: OpenApi[], missing: string[]): OpenApi {
  const components = documents.map((document) => document.components ?? {});
  return {
    openapi: "3.1.1",
    info: {
      title: "The store",
      version: "1",
      description:
        missing.length > 0
          ? `Missing, since they did not reply: ${missing.join(", ")}.`
          : "Books, CDs and DVDs, carts and orders, behind one gateway.",
    },
    "x-missing": missing,
    tags: documents.flatMap(({ tags = [] }) => tags),
    paths: merge(documents.map(publicPaths)),
    components: {
      schemas: merge(components.map(({ schemas }) => schemas)),
      responses: merge(components.map(({ responses }) => responses)),
      securitySchemes: merge(
        components.map(({ securitySchemes }) => securitySchemes),
      ),
    },
  };
}

function publicPaths({ paths = {} }: OpenApi) {
  const entries = Object.entries(paths);
  return Object.fromEntries(entries.filter(([path]) => !internal.test(path)));
}

/** Shared parts, such as the schema of a problem, are equal in each. */
function merge<T extends object>(parts: (T | undefined)[]): T {
  return Object.assign({}, ...parts);
}

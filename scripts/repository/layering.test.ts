import { expect } from "chai";
import { describe, it } from "mocha";
import {
  importsOfServices,
  isLayered,
  wrongImports,
  wrongPackages,
} from "./layering.ts";
import { complaints, readCode, sourceOf } from "./sources.ts";

function wrongIn(file: string, imported: string): string[] {
  const path = `services/cart-api/src/${file}`;
  return wrongImports(sourceOf(path, `import { x } from "${imported}";`));
}

describe("the layers of a service", () => {
  it("import downwards only, in every stage", () => {
    const sources = readCode().filter(isLayered);

    expect(sources).to.have.length.above(20);
    expect(complaints(sources, wrongImports)).to.deep.equal([]);
  });

  for (const entity of ["customer", "payment"]) {
    it(`are those of ${entity}-api, too, which serves gRPC`, () => {
      const folder = `services/${entity}-api/src`;
      const layers = ["api", "service", "repository"].map(
        (layer) => `${folder}/${entity}-${layer}.ts`,
      );
      const paths = readCode()
        .filter(isLayered)
        .map(({ path }) => path);
      const text = `import { x } from "./${entity}-repository.ts";`;
      const [api = ""] = layers;

      expect(paths).to.include.members([`${folder}/${entity}.ts`, ...layers]);
      expect(wrongImports(sourceOf(api, text))).to.have.length(1);
    });
  }

  const forbidden = {
    "cart.ts": [
      "express",
      "mongodb",
      "./cart-service.ts",
      "#commons/http.ts",
      "#protobuf/cart.ts",
    ],
    "cart-api.ts": [
      "mongodb",
      "./cart-repository.ts",
      "./stock-client.ts",
      "#commons/database.ts",
      "#commons/grpc/client.ts",
      "#commons/outside.ts",
    ],
    "cart-openapi.ts": ["express", "./cart-service.ts", "#commons/http.ts"],
    "cart-service.ts": [
      "express",
      "mongodb",
      "./cart-api.ts",
      "zod",
      "#protobuf/cart.ts",
      "#commons/grpc/client.ts",
      "#commons/outside.ts",
    ],
    "cart-repository.ts": ["express", "./cart-service.ts", "#protobuf/cart.ts"],
    "stock-client.ts": ["node-fetch", "./cart-service.ts"],
    "main.ts": ["express", "../../book-api/src/book.ts"],
  };

  for (const [file, imports] of Object.entries(forbidden)) {
    it(`keep ${imports.join(", ")} out of ${file}`, () => {
      for (const imported of imports) {
        expect(wrongIn(file, imported), imported).to.have.length(1);
      }
    });
  }

  it("may import what lies below", () => {
    expect(wrongIn("cart-api.ts", "./cart-service.ts")).to.deep.equal([]);
    expect(wrongIn("cart-service.ts", "./cart-repository.ts")).to.deep.equal(
      [],
    );
    expect(wrongIn("cart-api.ts", "./cart-openapi.ts")).to.deep.equal([]);
    expect(wrongIn("cart.ts", "zod")).to.deep.equal([]);
    expect(wrongIn("cart-api.ts", "#protobuf/cart.ts")).to.deep.equal([]);
  });
});

describe("the code of a service", () => {
  it("is imported by no other service, but the monolith", () => {
    expect(complaints(readCode(), importsOfServices)).to.deep.equal([]);
  });

  it("may be imported by the monolith", () => {
    const text = 'import { x } from "../../cart-api/src/carts.ts";';
    const wrongIn = (path: string) => importsOfServices(sourceOf(path, text));

    expect(wrongIn("services/monolith/src/monolith.ts")).to.deep.equal([]);
    expect(wrongIn("services/tracing/src/main.ts")).to.have.length(1);
  });
});

describe("packages of others", () => {
  it("are imported in commons only, but for a few", () => {
    expect(complaints(readCode(), wrongPackages)).to.deep.equal([]);
  });

  it("do not get into services, or into pages", () => {
    const text = 'import pino from "pino";\nimport * as z from "zod";';
    const wrongIn = (path: string) => wrongPackages(sourceOf(path, text));

    expect(wrongIn("services/a/src/main.ts")).to.have.length(1);
    expect(wrongIn("client/web/page/a.tsx")).to.have.length(2);
    expect(wrongIn("commons/log.ts")).to.deep.equal([]);
  });
});

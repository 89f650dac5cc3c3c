import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod";
import { createOpenApi } from "#commons/openapi.ts";
import { complaintsAbout, routesOf } from "#commons/test/open-api-checks.ts";
import { createCatalogApi } from "../catalog-api.ts";
import { describeCatalog } from "../catalog-openapi.ts";
import type { CatalogService } from "../catalog-service.ts";
import { type ItemFields, type ItemKind, itemFields } from "../item.ts";

const kind: ItemKind<ItemFields> = {
  kind: "cd",
  plural: "cds",
  fields: z.strictObject(itemFields),
  searchedFields: ["title"],
  example: { number: "200000000011", title: "21", year: 2011, priceCents: 999 },
};

describe("the description of a catalogue", () => {
  const description = describeCatalog(kind);
  const { paths, components } = createOpenApi(description);

  it("is valid OpenAPI 3.1", async () => {
    const document = createOpenApi(description);

    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("has every route, and no other", () => {
    const router = createCatalogApi(kind, {} as CatalogService<ItemFields>);

    expect(routesOf(router)).to.have.members([
      ...Object.keys(description.operations),
      "GET /openapi.json",
    ]);
  });

  it("has the limits that a search keeps to", () => {
    expect(paths["/cds"]?.get)
      .to.have.property("parameters")
      .deep.include({
        name: "limit",
        in: "query",
        required: false,
        style: "form",
        explode: false,
        schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
        example: undefined,
      });
  });

  it("names an item once, and refers to it from a page", () => {
    expect(components.schemas).to.have.all.keys("Cd", "CdPage", "Problem");
    expect(components.schemas.CdPage).to.have.nested.property(
      "properties.items.items.$ref",
      "#/components/schemas/Cd",
    );
  });
});

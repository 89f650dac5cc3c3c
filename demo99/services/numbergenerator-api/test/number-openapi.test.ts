import { expect } from "chai";
import { describe, it } from "mocha";
import { createOpenApi } from "#commons/openapi.ts";
import { complaintsAbout, routesOf } from "#commons/test/open-api-checks.ts";
import { createNumberApi } from "../src/number-api.ts";
import { numberDescription } from "../src/number-openapi.ts";
import type { NumberService } from "../src/number-service.ts";

describe("the description of numbergenerator-api", () => {
  it("is valid OpenAPI 3.1", async () => {
    const document = createOpenApi(numberDescription);

    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("has every route, and no other", () => {
    expect(routesOf(createNumberApi({} as NumberService))).to.have.members([
      ...Object.keys(numberDescription.operations),
      "GET /openapi.json",
    ]);
  });
});

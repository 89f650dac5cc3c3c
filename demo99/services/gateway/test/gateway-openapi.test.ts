import { expect } from "chai";
import { describe, it } from "mocha";
import { createOpenApi } from "#commons/openapi.ts";
import { complaintsAbout, routesOf } from "#commons/test/open-api-checks.ts";
import { gatewayDescription } from "../src/gateway-openapi.ts";
import { createKeyApi } from "../src/key-api.ts";
import type { KeyService } from "../src/key-service.ts";
import { createLoginApi } from "../src/login-api.ts";
import type { LoginService } from "../src/login-service.ts";
import { createServiceTokenApi } from "../src/service-token-api.ts";
import type { TokenService } from "../src/token-service.ts";

describe("the description of the gateway", () => {
  it("is valid OpenAPI 3.1", async () => {
    const document = createOpenApi(gatewayDescription);

    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("has every route, and no other", () => {
    const routes = [
      createKeyApi({} as KeyService),
      createLoginApi({} as LoginService),
      createServiceTokenApi({} as TokenService, "a secret"),
    ].flatMap(routesOf);

    expect(new Set(routes)).to.have.all.keys(
      Object.keys(gatewayDescription.operations),
    );
  });
});

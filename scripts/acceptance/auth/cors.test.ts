// @from-06

import { expect } from "chai";
import { describe, it } from "mocha";
import { runningStage } from "../hooks.ts";
import { shopUrl } from "../store.ts";

const page = "http://localhost:8080";

async function call(origin: string, method: string, headers: object = {}) {
  const response = await fetch(`${shopUrl}/carts/alice`, {
    method,
    headers: { origin, ...headers },
  });
  return {
    status: response.status,
    allowed: response.headers.get("access-control-allow-origin"),
  };
}

const preflight = {
  "access-control-request-method": "PUT",
  "access-control-request-headers": "authorization",
};

describe("CORS", () => {
  it("lets the shop's page call the gateway, and read refusals", async () => {
    for (const origin of [page, "http://127.0.0.1:8080"]) {
      const asked = await call(origin, "OPTIONS", preflight);
      const refused = await call(origin, "GET", {
        authorization: "Bearer x.y.z",
      });

      expect(asked).to.deep.equal({ status: 204, allowed: origin });
      expect(refused).to.deep.equal({ status: 401, allowed: origin });
    }
  });

  it("gives pages of other origins no permission", async () => {
    const origin = "http://evil.test";

    expect((await call(origin, "OPTIONS", preflight)).allowed).to.equal(null);
    expect((await call(origin, "GET")).allowed).to.equal(null);
  });

  it("is needed: the page's server forwards nothing", async () => {
    const web = runningStage().url("web");
    const settings = await fetch(`${web}/settings.json`);

    expect((await fetch(`${web}/books`)).status).to.equal(404);
    expect(await settings.json()).to.deep.equal({ gatewayUrl: shopUrl });
  });
});

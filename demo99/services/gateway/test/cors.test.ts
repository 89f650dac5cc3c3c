import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { type RunningGateway, shop, startGateway } from "./start-gateway.ts";

describe("CORS", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway();
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  const call = (path: string, headers: Record<string, string>) =>
    fetch(gateway.url + path, { headers: { origin: shop, ...headers } });

  async function preflight(origin: string) {
    const response = await fetch(`${gateway.url}/carts/alice`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization,if-match",
      },
    });
    return { status: response.status, headers: response.headers };
  }

  it("answers a preflight request, which has no token", async () => {
    const { status, headers } = await preflight(shop);

    expect(status).to.equal(204);
    expect(headers.get("access-control-allow-origin")).to.equal(shop);
    expect(headers.get("access-control-allow-methods")).to.include("PUT");
    expect(headers.get("access-control-allow-headers")).to.equal(
      "Authorization,Content-Type,Idempotency-Key,If-Match,Prefer,X-API-Version",
    );
  });

  it("gives other origins no permission", async () => {
    const { headers } = await preflight("http://evil.test");
    const response = await call("/books", { origin: "http://evil.test" });

    expect(headers.get("access-control-allow-origin")).to.equal(null);
    expect(response.headers.get("access-control-allow-origin")).to.equal(null);
  });

  it("lets the page read replies and refusals", async () => {
    const forwarded = await call("/books", {});
    const badToken = await call("/books", { authorization: "Bearer x" });
    const unknown = await call("/nowhere", {});

    const responses = [forwarded, badToken, unknown];
    expect(responses.map(({ status }) => status)).to.eql([200, 401, 404]);
    for (const { headers } of responses) {
      expect(headers.get("access-control-allow-origin")).to.equal(shop);
      expect(headers.get("vary")).to.include("Origin");
      expect(headers.get("access-control-expose-headers")).to.equal(
        "ETag,Location,Preference-Applied,Retry-After",
      );
    }
  });
});

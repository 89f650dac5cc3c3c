import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { startTracing } from "./start-tracing.ts";

const page = "http://shop.example";
const span = { traceId: "000000000000000a", id: "000000000000000b" };

describe("spans from a page", () => {
  afterEach(closeServers);

  const from = (origin: string) => ({ origin });

  async function send(allowedOrigins: string[], origin: string) {
    const tracing = await startTracing({ allowedOrigins });
    const { status } = await tracing.send(JSON.stringify([span]), from(origin));
    const isStored = (await tracing.get("/trace/a")).status === 200;
    return { status, isStored };
  }

  it("are refused unless its origin is allowed", async () => {
    const refused = { status: 403, isStored: false };

    expect(await send([], page)).to.deep.equal(refused);
    expect(await send(["http://other.example"], page)).to.deep.equal(refused);
    expect(await send([], "null")).to.deep.equal(refused);
  });

  it("are taken from an allowed origin, and from any with *", async () => {
    const taken = { status: 202, isStored: true };

    expect(await send([page], page)).to.deep.equal(taken);
    expect(await send(["*"], page)).to.deep.equal(taken);
  });

  it("are taken from the page of tracing itself", async () => {
    const tracing = await startTracing();

    const { status } = await tracing.send("[]", from(tracing.url));

    expect(status).to.equal(202);
  });

  async function preflight(allowedOrigins: string[]) {
    const tracing = await startTracing({ allowedOrigins });
    const { status, headers } = await fetch(`${tracing.url}/api/v2/spans`, {
      method: "OPTIONS",
      headers: {
        origin: page,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    return { status, allowed: headers.get("access-control-allow-origin") };
  }

  it("are announced by a preflight request", async () => {
    expect(await preflight([page])).to.deep.equal({
      status: 204,
      allowed: page,
    });
    expect(await preflight(["*"])).to.deep.equal({ status: 204, allowed: "*" });
    expect((await preflight([])).status).to.equal(403);
  });

  it("can be read by it, too", async () => {
    const tracing = await startTracing({ allowedOrigins: [page] });

    const response = await fetch(`${tracing.url}/api/v2/services`, {
      headers: from(page),
    });

    expect(response.headers.get("access-control-allow-origin")).to.equal(page);
  });
});

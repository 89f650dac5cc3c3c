import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

const register = "/apps/BOOK-API";
const batch = "/peerreplication/batch";

/** Netflix's server refuses the same types; peers send batches as JSON only. */
describe("the type of a body that the registry reads", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
  });

  afterEach(() => registry.close());

  async function send(path: string, body: string | Buffer, type?: string) {
    const response = await fetch(registry.url + path, {
      method: "POST",
      headers: type ? { "content-type": type } : {},
      // Text would get a type from fetch.
      body: Buffer.from(body) as BodyInit,
    });
    const text = await response.text();
    return { status: response.status, detail: text && JSON.parse(text).detail };
  }

  const valid = {
    [register]: JSON.stringify({ instance: anInstance() }),
    [batch]: JSON.stringify({ replicationList: [] }),
  };
  for (const [path, body] of Object.entries(valid)) {
    it(`has to be named at ${path}`, async () => {
      for (const type of [undefined, "application/x-www-form-urlencoded"]) {
        const { status, detail } = await send(path, body, type);

        expect(status, type).to.equal(415);
        expect(detail).to.include("application/json");
      }
    });

    it(`has UTF-8 as its charset at ${path}`, async () => {
      const type = "application/json; charset=utf-16";

      const { status, detail } = await send(path, body, type);

      expect(status).to.equal(415);
      expect(detail).to.include("utf-8");
    });
  }

  it("may name ISO-8859-1, which Netflix's server reads as UTF-8", async () => {
    const instance = { ...anInstance(), metadata: { place: "Café" } };
    const body = JSON.stringify({ instance });
    const type = "application/json;charset=ISO-8859-1";

    expect((await send(register, body, type)).status).to.equal(204);

    const { body: found } = await registry.call("GET", register);
    const { metadata } = found.application.instance[0];
    expect(metadata).to.deep.equal({ place: "Café" });
  });

  it("is not asked for without a body to read", async () => {
    await registry.call("POST", register, anInstance());

    const { status } = await fetch(`${registry.url}${register}/book-api:8081`, {
      method: "PUT",
      body: new URLSearchParams({ some: "form" }),
    });

    expect(status).to.equal(200);
  });

  it("does not hide bytes that are not UTF-8", async () => {
    const metadata = { place: "Café" };
    const instanceInfo = { ...anInstance(), metadata };
    const about = { appName: "BOOK-API", id: "book-api:8081" };
    const message = { ...about, action: "Register", instanceInfo };
    const bodies = {
      [register]: { instance: instanceInfo },
      [batch]: { replicationList: [message] },
    };
    for (const [path, body] of Object.entries(bodies)) {
      const latin1 = Buffer.from(JSON.stringify(body), "latin1");

      const { status, detail } = await send(path, latin1, "application/json");

      expect(status, path).to.equal(400);
      expect(detail).to.include("UTF-8");
    }
    expect((await registry.call("GET", register)).status).to.equal(404);
  });
});

import { hostname } from "node:os";
import { expect } from "chai";
import { describe, it } from "mocha";
import { createNames } from "#commons/dns-names.ts";

const never = new AbortController().signal;

function createClient({ pattern = "http://{service}", services = "" } = {}) {
  return createNames({ service: "shop", port: 8080, pattern, services });
}

describe("names of services as host names", () => {
  it("are the base URLs of the services", async () => {
    const { find } = createClient();

    expect(await find("http://book-api", never)).to.deep.equal([
      "http://book-api",
    ]);
  });

  it("follow the pattern, such as that of another namespace", async () => {
    const { find } = createClient({ pattern: "http://{service}.store:8080" });

    expect(await find("http://book-api", never)).to.deep.equal([
      "http://book-api.store:8080",
    ]);
  });

  it("have the port 50051 for gRPC", async () => {
    const { find } = createClient({ pattern: "http://{service}:8080" });

    expect(await find("grpc://customer-api", never)).to.deep.equal([
      "http://customer-api:50051",
    ]);
  });

  it("are listed, if a setting names the services", () => {
    const { list } = createClient({ services: "book-api,cd-api" });

    expect(list().map(({ url, status }) => [url, status])).to.deep.equal([
      ["http://book-api", "UP"],
      ["http://cd-api", "UP"],
    ]);
    expect(createClient().list()).to.deep.equal([]);
  });

  it("are several for a service in versions, each with its weight", async () => {
    const services = "recommend-api@1=3,recommend-api@2=1";
    const { find, list } = createClient({ services });

    expect(await find("http://recommend-api", never)).to.deep.equal([
      "http://recommend-api-1",
      "http://recommend-api-2",
    ]);
    expect(list()).to.deep.include({
      service: "recommend-api",
      instanceId: "recommend-api-1",
      status: "UP",
      url: "http://recommend-api-1",
      version: "1",
      weight: 3,
    });
  });

  it("are refused if they are not understood", () => {
    expect(() => createClient({ services: "a,b@2" })).to.throw('"b@2"');
  });

  it("give each instance an id of its own, by its host", async () => {
    const { instanceId, register, deregister } = createClient();

    await register();
    await deregister();

    expect(instanceId).to.equal(`${hostname()}:shop:8080`);
  });
});

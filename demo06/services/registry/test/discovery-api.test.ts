import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

type Application = {
  name: string;
  instance: { instanceId: string; status: string; actionType: string }[];
};

describe("discovery", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
    await register(anInstance("BOOK-API", 8081));
    await register({ ...anInstance("BOOK-API", 8181), status: "DOWN" });
    await register({ ...anInstance("CD-API", 8082), vipAddress: "cd, music" });
  });

  afterEach(() => registry.close());

  const register = (instance: ReturnType<typeof anInstance>) =>
    registry.call("POST", `/apps/${instance.app}`, instance);

  async function applications(path: string) {
    const { body } = await registry.call("GET", path);
    return body.applications;
  }

  function idsOf({ application }: { application: Application[] }) {
    return application.flatMap(({ instance }) =>
      instance.map(({ instanceId }) => instanceId),
    );
  }

  it("lists all applications, with a hash code", async () => {
    const all = await applications("/apps");

    expect(all.versions__delta).to.equal("1");
    expect(all.apps__hashcode).to.equal("DOWN_1_UP_2_");
    expect(all.application.map(({ name }: Application) => name)).to.deep.equal([
      "BOOK-API",
      "CD-API",
    ]);
    expect(idsOf(all)).to.have.length(3);
  });

  it("lists no application as an empty list", async () => {
    for (const id of await applications("/apps").then(idsOf)) {
      const app = id.split(":")[0];
      await registry.call("DELETE", `/apps/${app}/${id}`);
    }

    const all = await applications("/apps");
    expect(all.application).to.deep.equal([]);
    expect(all.apps__hashcode).to.equal("");
  });

  it("finds an application by its name in any case", async () => {
    const { body } = await registry.call("GET", "/apps/book-api");

    expect(body.application.instance).to.have.length(2);
    expect((await registry.call("GET", "/apps/DVD-API")).status).to.equal(404);
  });

  it("finds an instance by its id alone", async () => {
    const { body } = await registry.call("GET", "/instances/cd-api:8082");

    expect(body.instance.app).to.equal("CD-API");
    expect((await registry.call("GET", "/instances/no")).status).to.equal(404);
  });

  it("finds instances by each of their virtual addresses", async () => {
    expect(idsOf(await applications("/vips/music"))).to.deep.equal([
      "cd-api:8082",
    ]);
    expect(idsOf(await applications("/vips/book-api"))).to.have.length(2);
    expect(idsOf(await applications("/vips/none"))).to.deep.equal([]);
    expect(idsOf(await applications("/svips/music"))).to.deep.equal([]);
  });

  it("lists changes, with the hash code of the whole list", async () => {
    registry.passSeconds(181);
    await registry.call("PUT", "/apps/CD-API/cd-api:8082/status?value=DOWN");
    await registry.call("DELETE", "/apps/BOOK-API/book-api:8081");
    await register(anInstance("DVD-API", 8083));

    const delta = await applications("/apps/delta");

    const changes = delta.application.flatMap((app: Application) =>
      app.instance.map(({ actionType }) => `${app.name} ${actionType}`),
    );
    expect(changes).to.deep.equal([
      "CD-API MODIFIED",
      "BOOK-API DELETED",
      "DVD-API ADDED",
    ]);
    expect(delta.apps__hashcode).to.equal("DOWN_2_UP_1_");
  });

  it("lists an eviction as a deletion", async () => {
    registry.passSeconds(60);
    await registry.call("PUT", "/apps/BOOK-API/book-api:8081");
    await registry.call("PUT", "/apps/BOOK-API/book-api:8181");
    await registry.evict();

    const delta = await applications("/apps/delta");
    const gone = delta.application.find(
      ({ name }: Application) => name === "CD-API",
    );
    expect(gone.instance[0].actionType).to.equal("DELETED");
  });

  it("forgets a change after three minutes", async () => {
    registry.passSeconds(179);
    expect(idsOf(await applications("/apps/delta"))).to.have.length(3);
    registry.passSeconds(2);
    expect(idsOf(await applications("/apps/delta"))).to.deep.equal([]);
  });

  it("answers in XML unless asked for JSON", async () => {
    const response = await fetch(`${registry.url}/apps`);

    expect(response.headers.get("content-type")).to.match(/^application\/xml/);
    const text = await response.text();
    expect(text).to.include("<apps__hashcode>DOWN_1_UP_2_</apps__hashcode>");
    expect(text).to.include('<port enabled="true">8081</port>');
    expect(text).to.include("<overriddenstatus>UNKNOWN</overriddenstatus>");
  });

  for (const encoding of ["gzip", "identity"]) {
    it(`answers in ${encoding} if asked to`, async () => {
      const response = await fetch(`${registry.url}/apps`, {
        headers: { accept: "application/json", "accept-encoding": encoding },
      });

      const { headers } = response;
      const expected = encoding === "gzip" ? "gzip" : null;
      expect(headers.get("content-encoding")).to.equal(expected);
      expect(idsOf((await response.json()).applications)).to.have.length(3);
    });
  }

  it("is at Netflix's path as well", async () => {
    const response = await fetch(`${registry.url}/v2/apps`);

    expect(response.status).to.equal(200);
  });
});

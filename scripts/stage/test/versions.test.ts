import { expect } from "chai";
import { describe, it } from "mocha";
import type { RunningInstance } from "../instance.ts";
import { type CreateInstance, createReplicas } from "../replicas.ts";
import type { Service } from "../services.ts";
import { unusedPort } from "./fixture.ts";

describe("the versions of a service in stage.json", () => {
  it("are the settings of its instances, in turn", async () => {
    const create: CreateInstance = (place) =>
      ({ snapshot: () => place, place }) as unknown as RunningInstance;
    const cakes: Service = {
      ...{ name: "cake-api", port: await unusedPort(), path: "", instances: 2 },
      versions: [
        { version: "1", weight: 3 },
        { version: "2", weight: 1 },
      ],
    };
    const plain = { ...cakes, name: "plain-api", instances: 1 };
    delete plain.versions;
    const services = [cakes, plain];

    const replicas = await createReplicas({
      ...{ services, create, reservedPorts: [] },
    });
    await replicas.grow("cake-api", 3);

    const settings = replicas
      .all()
      .map((it) => (it as unknown as { place: { env?: object } }).place.env);
    expect(settings).to.deep.equal([
      { VERSION: "1", WEIGHT: "3", VERSIONS: "1,2" },
      { VERSION: "2", WEIGHT: "1", VERSIONS: "1,2" },
      { VERSION: "1", WEIGHT: "3", VERSIONS: "1,2" },
      undefined,
    ]);
  });
});

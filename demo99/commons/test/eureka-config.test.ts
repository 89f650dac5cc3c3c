import { hostname } from "node:os";
import { expect } from "chai";
import { describe, it } from "mocha";
import { toEurekaConfig, versionOf } from "#commons/eureka-config.ts";
import { createLog } from "#commons/log.ts";

const settings = {
  url: "http://localhost:8761/eureka",
  ...{ service: "shop", port: 9001, host: "127.0.0.1", leaseSeconds: 6 },
  log: createLog("test", "silent"),
};

describe("the settings of the registry's client", () => {
  it("have three heartbeats and six fetches in a lease", () => {
    const config = toEurekaConfig(settings);

    expect(config).to.have.deep.nested.property("instance.leaseInfo", {
      renewalIntervalInSecs: 2,
      durationInSecs: 6,
    });
    expect(config).to.have.property("eureka").that.includes({
      heartbeatInterval: 2_000,
      registryFetchInterval: 1_000,
    });
  });

  it("have the address at which the service listens", () => {
    const elsewhere = "http://127.0.0.1:8761/eureka";

    for (const [host, url, hostName, ipAddr] of [
      ["127.0.0.1", settings.url, "localhost", "127.0.0.1"],
      ["127.0.0.1", elsewhere, "localhost", "127.0.0.1"],
      ["192.0.2.7", settings.url, "192.0.2.7", "192.0.2.7"],
      ["0.0.0.0", settings.url, "localhost", "127.0.0.1"],
      ["0.0.0.0", elsewhere, hostname(), hostname()],
      ["::", elsewhere, hostname(), hostname()],
    ] as const) {
      const { instance } = toEurekaConfig({ ...settings, host, url });
      expect(instance, `${host} ${url}`).to.include({ hostName, ipAddr });
    }
  });

  it("have the version and its weight as metadata, if there is one", () => {
    const metadataOf = (given: object) =>
      toEurekaConfig({ ...settings, ...given }).instance.metadata;

    expect(metadataOf({ weight: 3 })).to.deep.equal({});
    expect(metadataOf({ version: "2", grpcPort: 50_051 })).to.deep.equal({
      ...{ version: "2", weight: "1", versions: "2", "grpc.port": "50051" },
    });
    const given = { version: "2", weight: 0.5, versions: "1,2,3" };
    expect(versionOf(metadataOf(given))).to.deep.equal({
      ...{ version: "2", weight: 0.5, versions: ["2", "1", "3"] },
    });
    for (const weight of ["-1", "", "heavy", "1e9", "Infinity"]) {
      const read = versionOf({ version: "2", weight });
      expect(read, weight).to.deep.equal({
        ...{ version: "2", weight: 1, versions: ["2"] },
      });
    }
    expect(versionOf({ weight: "3" })).to.deep.equal({});
  });

  it("accept a slash at the end of each URL", () => {
    const urls = ["http://a/eureka/", "http://b/eureka", "http://c/eureka//"];

    const { eureka } = toEurekaConfig({ ...settings, url: urls.join(",") });

    expect(eureka.serviceUrls.default).to.deep.equal([
      "http://a/eureka/apps/",
      "http://b/eureka/apps/",
      "http://c/eureka/apps/",
    ]);
  });
});

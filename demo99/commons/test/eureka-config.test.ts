import { expect } from "chai";
import { describe, it } from "mocha";
import { toEurekaConfig } from "#commons/eureka-config.ts";
import { createLog } from "#commons/log.ts";

describe("the settings of the registry's client", () => {
  it("have three heartbeats and six fetches in a lease", () => {
    const log = createLog("test", "silent");
    const url = "http://localhost:8761/eureka";
    const settings = { url, service: "shop", port: 9001, leaseSeconds: 6, log };

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
});

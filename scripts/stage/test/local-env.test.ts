import { expect } from "chai";
import { describe, it } from "mocha";
import { localEnv } from "../local-env.ts";

describe("the environment of a service", () => {
  it("has nothing of the learner that would change the stage", () => {
    const env = {
      ...{ HTTP_PROXY: "http://proxy", no_proxy: "", NODE_ENV: "production" },
      ...{ npm_config_cache: "/tmp", REGISTRY_PASSWORD: "of another system" },
      ...{ LOG_LEVEL: "debug", EUREKA_LEASE_SECONDS: "60" },
    };

    expect(Object.keys(localEnv(env))).to.deep.equal([
      "LOG_LEVEL",
      "EUREKA_LEASE_SECONDS",
    ]);
  });
});

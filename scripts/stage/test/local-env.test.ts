import { expect } from "chai";
import { describe, it } from "mocha";
import { ignoredHost, localEnv } from "../local-env.ts";

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

  it("has HOST only if it is an address, and says otherwise", () => {
    for (const HOST of ["0.0.0.0", "192.0.2.7", "::1"]) {
      expect(localEnv({ HOST })).to.deep.equal({ HOST });
      expect(ignoredHost({ HOST })).to.equal(undefined);
    }
    for (const HOST of ["mylaptop", "localhost", "x86_64-conda-linux-gnu"]) {
      expect(localEnv({ HOST })).to.deep.equal({});
      expect(ignoredHost({ HOST })).to.include(`HOST=${HOST} is ignored`);
    }
    expect(ignoredHost({})).to.equal(undefined);
  });
});

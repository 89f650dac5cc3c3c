import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { didYouMean } from "../did-you-mean.ts";
import { withoutProxy } from "../no-proxy.ts";
import { refuseSwallowed } from "../swallowed.ts";

const options = ["on", "dry-run"];

function check(words: string[] | undefined, more: NodeJS.ProcessEnv = {}) {
  const env = { npm_lifecycle_event: "lesson", ...more };
  const call = { command: "lesson", args: ["02"], options, env };
  return () => refuseSwallowed(call, words);
}

describe("options before the -- of npm", () => {
  it("are found in npm's log, which knows their values", () => {
    const words = ["run", "lesson", "02", "--on", "01"];

    expect(check(words)).to.throw(UsageError, "npm run lesson 02 -- --on 01");
  });

  it("are found where they are misspelled", () => {
    const words = ["run", "lesson", "02", "--dryrun", "--onn=01", "--silent"];

    expect(check(words)).to.throw(
      "npm run lesson 02 -- --dryrun --onn=01 --silent",
    );
  });

  it("are found in the environment where npm has no log", () => {
    const env = { npm_config_dry_run: "true" };

    expect(check(undefined, env)).to.throw("npm run lesson 02 -- --dry-run");
    expect(check(undefined)).not.to.throw();
  });

  it("may belong to another script of npm", () => {
    const env = { npm_lifecycle_event: "test" };

    expect(check(["test", "--on", "01"], env)).not.to.throw();
  });

  it("may be npm's own", () => {
    expect(check(["--on", "run", "lesson", "02"])).not.to.throw();
    expect(check(["run", "lesson", "02", "--", "--on", "01"])).not.to.throw();
  });
});

describe("NO_PROXY", () => {
  it("has the names of this machine besides those that are given", () => {
    const local = "localhost,127.0.0.1,::1";

    expect(withoutProxy({})).to.equal(local);
    expect(withoutProxy({ NO_PROXY: "a.example" })).to.equal(
      `a.example,${local}`,
    );
    expect(withoutProxy({ no_proxy: "b" })).to.equal(`b,${local}`);
  });
});

describe("a suggestion", () => {
  it("is a candidate that differs in few letters", () => {
    expect(didYouMean("restrat", ["start", "restart"])).to.equal(
      " Did you mean restart?",
    );
    expect(didYouMean("oven", ["start", "restart"])).to.equal("");
    expect(didYouMean("x", [])).to.equal("");
  });
});

import { existsSync, realpathSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { didYouMean } from "../did-you-mean.ts";
import { withoutProxy } from "../no-proxy.ts";
import { readNpmWords, type Words } from "../npm-log.ts";
import { refuseSwallowed } from "../swallowed.ts";

const options = ["on", "dry-run", "color"];

/** Paths that npm gives to its scripts. */
function npmPaths(folder: string) {
  return {
    npm_execpath: process.env.npm_execpath ?? findNpm(),
    npm_config_local_prefix: folder,
    npm_config_cache: folder,
  };
}

function findNpm() {
  const npm = join(dirname(process.execPath), "npm");
  return existsSync(npm) ? realpathSync(npm) : "";
}

function check(line: string | undefined, more: NodeJS.ProcessEnv = {}) {
  const env = { npm_lifecycle_event: "lesson", ...npmPaths("."), ...more };
  const call = { command: "lesson", args: ["02"], options, env };
  const [before = "", after = ""] = line?.split(/(?:^| )--(?: |$)/) ?? [];
  const split = (text: string) => text.split(" ").filter(Boolean);
  const words = line ? { before: split(before), after: split(after) } : line;
  // An explicit undefined would make the function read a log.
  return () => refuseSwallowed(call, words as Words | undefined);
}

describe("options before the -- of npm", () => {
  it("are found in npm's log, which knows their values", () => {
    for (const line of [
      "run lesson 02 --on 01",
      "run lesson 02 -on 01",
      "--on 01 run lesson 02",
      "run --on 01 lesson 02",
    ]) {
      expect(check(line), line).to.throw(
        UsageError,
        /\n {2}npm run lesson 02 -- -?-on 01$/,
      );
    }
  });

  it("are quoted where a shell would split them", () => {
    const env = { npm_lifecycle_event: "test", ...npmPaths(".") };
    const call = { command: "test", args: ["03"], options: ["title"], env };
    const before = ["test", "03", "--title", "a cart's line"];

    expect(() => refuseSwallowed(call, { before, after: [] })).to.throw(
      `npm test 03 -- --title "a cart's line"`,
    );
  });

  it("are found where they are misspelled", () => {
    expect(check("run lesson 02 --dryrun --onn=01 --silent")).to.throw(
      "npm run lesson 02 -- --dryrun --onn=01 --silent",
    );
  });

  it("are found where neither npm nor the command has them", () => {
    for (const option of ["--write", "--list", "--stage=3", "-x"]) {
      expect(check(`run lesson 02 ${option}`), option).to.throw(
        `npm run lesson 02 -- ${option}`,
      );
    }
  });

  it("are found where npm takes them for abbreviations of the same", () => {
    expect(check("run lesson 02 --dry")).to.throw("lesson 02 -- --dry");
  });

  it("may belong to another script of npm", () => {
    const env = { npm_lifecycle_event: "test" };

    expect(check("test --on 01", env)).not.to.throw();
  });

  it("may be npm's own", () => {
    for (const line of [
      "run lesson 02 -- --on 01 --write",
      "--loglevel silent run lesson 02 --no-audit --regis=http://localhost",
      "--prefix /course --no-update-notifier -s run lesson 02",
    ]) {
      expect(check(line), line).not.to.throw();
    }
  });
});

describe("options before the -- of an npm without a log", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "npm-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const without = (env: NodeJS.ProcessEnv) =>
    check(undefined, { ...npmPaths(folder), ...env });

  it("are found in the environment", () => {
    expect(without({ npm_config_dry_run: "true" })).to.throw(
      "npm run lesson 02 -- --dry-run",
    );
    expect(without({ npm_config_dryrun: "true" })).to.throw(
      "npm run lesson 02 -- --dryrun",
    );
  });

  it("are warned of where they may be settings of npm", () => {
    const warning = without({ npm_config_write: "true" })();

    expect(warning).to.match(/^npm keeps the options before "--" to itself/);
    expect(warning).to.match(/npm run lesson 02 -- --write …$/);
  });

  it("are warned of where npm drops them: it takes --on for --only", () => {
    expect(without({})()).to.match(/npm run lesson 02 -- --on …$/);
  });

  it("are no settings in .npmrc, and none that machines may have", async () => {
    await writeFile(join(folder, ".npmrc"), "dry_run=true\nwrite = 1\n");
    const env = { npm_config_dry_run: "true", npm_config_write: "1" };

    expect(without({ ...env, npm_config_color: "always" })()).to.match(
      /-- --on …$/,
    );
  });
});

describe("npm's log", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "npm-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = (args: string[], script = "lesson") =>
    readNpmWords(args, {
      npm_lifecycle_event: script,
      npm_command: script === "lesson" ? "run" : script,
      npm_config_logs_dir: folder,
    });

  async function write(words: string) {
    const quoted = words.replace(/\S+/g, (word) => JSON.stringify(word));
    const name = `${new Date().toISOString().replace(/[:.]/g, "_")}-debug-0.log`;
    await writeFile(join(folder, name), `8 verbose argv ${quoted}\n`);
  }

  it("has the words before and after the --", async () => {
    await write("run lesson 02 --on 01 -- --help");

    expect(read(["02", "--help"])).to.deep.equal({
      before: ["run", "lesson", "02", "--on", "01"],
      after: ["--help"],
    });
  });

  it("is that of this run, not of an earlier one", async () => {
    await write("run lesson 02 --on 01");

    expect(read(["02", "--on", "01"])).to.equal(undefined);
    expect(read(["03"])).to.equal(undefined);
    expect(read(["02"])).not.to.equal(undefined);
    expect(read([".", "02"])).not.to.equal(undefined);
  });

  it("has a script by npm's short name for it", async () => {
    await write("t 01 --only lint");

    expect(read(["01"], "test")?.before).to.include("--only");
    expect(read(["01"])).to.equal(undefined);
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

  it("is found where two letters are in the wrong order", () => {
    const commands = ["list", "kill", "help", "quit"];

    expect(didYouMean("hlep", commands)).to.equal(" Did you mean help?");
    expect(didYouMean("ilst", commands)).to.equal(" Did you mean list?");
    expect(didYouMean("plhe", commands)).to.equal("");
  });

  it("has the letters and digits of the text where several are near", () => {
    const stages = ["demo01", "demo02", "demo03"];

    expect(didYouMean("demo3x", stages)).to.equal(" Did you mean demo03?");
    expect(didYouMean("demo2", stages)).to.equal(" Did you mean demo02?");
  });
});

import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { courseDirectory } from "../../course.ts";
import { isInstalled } from "../../install.mjs";
import { runProgram } from "../../stage/test/fixture.ts";
import { itWhere } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";

const oven = { version: "1.0.0", dev: true };

describe("the installation of the course", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "course-"));
    lock("package-lock.json", { "": dependsOn("oven") });
    lock("node_modules/.package-lock.json", {});
    add("oven");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const dependsOn = (name: string) => ({ devDependencies: { [name]: "^1" } });

  function lock(file: string, packages: object) {
    const all = { "node_modules/oven": oven, ...packages };
    write(file, JSON.stringify({ lockfileVersion: 3, packages: all }));
  }
  function add(name: string) {
    write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, ...oven }),
    );
  }
  function write(file: string, text: string) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  it("is complete when node_modules has what the lock file asks for", () => {
    expect(isInstalled(root)).to.equal(true);
  });

  it("stays complete when the lock file only gets another time", () => {
    lock("package-lock.json", { "": dependsOn("oven") });

    expect(isInstalled(root)).to.equal(true);
  });

  it("is incomplete when it is missing, or was interrupted", () => {
    rmSync(join(root, "node_modules/.package-lock.json"));
    expect(isInstalled(root)).to.equal(false);

    rmSync(join(root, "node_modules"), { recursive: true });
    expect(isInstalled(root)).to.equal(false);
  });

  it("is incomplete when a package is in another version, or deleted", () => {
    lock("node_modules/.package-lock.json", {
      "node_modules/oven": { version: "1.1.0" },
    });
    expect(isInstalled(root)).to.equal(false);

    lock("node_modules/.package-lock.json", {});
    rmSync(join(root, "node_modules/oven"), { recursive: true });
    expect(isInstalled(root)).to.equal(false);
  });

  it("needs the packages of the stages that are there", () => {
    const packages = { "": dependsOn("oven"), demo01: dependsOn("tray") };
    lock("package-lock.json", packages);
    expect(isInstalled(root)).to.equal(true);

    mkdirSync(join(root, "demo01"));
    expect(isInstalled(root)).to.equal(false);
  });

  /** Runs a command of this course, whose packages are not installed. */
  function start(env: Record<string, string>) {
    write("package.json", JSON.stringify(dependsOn("oven")));
    lock("package-lock.json", {
      "": dependsOn("oven"),
      "node_modules/oven": { ...oven, version: "1.1.0" },
    });
    for (const file of ["run.mjs", "install.mjs"]) {
      cpSync(
        join(courseDirectory, "scripts", file),
        join(root, "scripts", file),
      );
    }
    const run = join(root, "scripts/run.mjs");
    return runProgram(process.execPath, [run, "start"], { env });
  }

  it("keeps what is installed when the network fails", async () => {
    const { exited, output } = start({
      npm_config_registry: "http://127.0.0.1:9/",
      npm_config_fetch_retries: "0",
      // Otherwise `npm test --silent` would silence this npm, too.
      npm_config_loglevel: "notice",
      npm_config_cache: join(root, "cache"),
      NODE_ENV: "production",
    });

    expect(await exited).not.to.equal(0);
    expect(output.stdout).to.include("Installing what the course needs");
    expect(output.stderr).to.include("ECONNREFUSED");
    expect(() =>
      cpSync(join(root, "node_modules/oven/package.json"), join(root, "copy")),
    ).not.to.throw();
  });

  const onPosix = itWhere(process.platform !== "win32", "needs a shell");

  onPosix("ends npm when it is ended itself", async () => {
    write("bin/npm", "#!/bin/sh\necho pid $$\nexec sleep 60\n");
    chmodSync(join(root, "bin/npm"), 0o755);
    const { signal, exited, output } = start({
      PATH: `${join(root, "bin")}:${process.env.PATH}`,
    });
    const npm = await until("npm runs", () =>
      Number(/pid (\d+)/.exec(output.stdout)?.[1] ?? expect.fail("not yet")),
    );

    signal("SIGTERM");

    expect(await exited).not.to.equal(0);
    await until("npm has ended", () => {
      expect(() => process.kill(npm, 0)).to.throw("ESRCH");
    });
  });
});

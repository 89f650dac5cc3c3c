import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, describe } from "mocha";
import { courseDirectory } from "../course.ts";
import { itWhere } from "../testing/it-where.ts";

const run = (command: string, args: string[], cwd = ".") =>
  spawnSync(command, args, { cwd, encoding: "utf8" });
const isPossible = [
  ["make", "--version"],
  ["openssl", "version"],
].every(([command = "", argument = ""]) => !run(command, [argument]).error);
const it = itWhere(isPossible, "needs make and openssl");

const source = join(courseDirectory, "demo99");
const compose = "docker compose --file deployment/compose.yaml";
const create = /^(chmod|umask) /;

describe("make", () => {
  const stage = mkdtempSync(join(tmpdir(), "make-"));
  const secrets = join(stage, "deployment", "secrets");
  cpSync(join(source, "Makefile"), join(stage, "Makefile"));
  cpSync(join(source, "deployment"), join(stage, "deployment"), {
    recursive: true,
    filter: (path) => !/secrets\/\w+$/.test(path),
  });
  after(() => rmSync(stage, { recursive: true }));

  /** The commands of a target, without those that create secrets. */
  function commandsOf(...targets: string[]): string[] {
    const { stdout } = run("make", ["--dry-run", ...targets], stage);
    const commands = stdout.split("\n").filter((line) => line !== "");
    return commands.filter((line) => !create.test(line));
  }

  const targets = {
    build: [`${compose} build`],
    up: [`${compose} up --wait`],
    all: [`${compose} build`, `${compose} up --wait`],
    down: [`${compose} down`],
    logs: [`${compose} logs --follow --tail 100`],
  };
  for (const [target, commands] of Object.entries(targets)) {
    it(`${target} runs ${commands.join(", then ")}`, () => {
      expect(commandsOf(target)).to.deep.equal(commands);
    });
  }

  it("alone does the same as make all", () => {
    expect(commandsOf()).to.deep.equal(targets.all);
  });

  it("secrets creates what is missing, and keeps what exists", () => {
    const first = run("make", ["secrets"], stage);
    const created = readdirSync(secrets).filter((it) => !it.includes("."));
    const timeOf = (name: string) => statSync(join(secrets, name)).mtimeMs;
    const times = created.map(timeOf);
    const second = run("make", ["secrets"], stage);

    expect(first.status, first.stderr).to.equal(0);
    expect(created).to.have.length.above(3);
    expect(second.stdout).not.to.match(create);
    expect(created.map(timeOf)).to.deep.equal(times);
  });

  it("secrets hides their folder, for containers see the files alone", () => {
    run("make", ["secrets"], stage);
    const modeOf = (...path: string[]) =>
      statSync(join(secrets, ...path)).mode & 0o777;

    expect(modeOf()).to.equal(0o700);
    expect(modeOf("db_password")).to.equal(0o644);
  });
});

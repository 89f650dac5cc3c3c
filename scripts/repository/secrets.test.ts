import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
import { itWhere } from "../testing/it-where.ts";

const deployment = join(courseDirectory, "demo99", "deployment");
const compose = readFileSync(join(deployment, "compose.yaml"), "utf8");
const secrets = readdirSync(join(deployment, "secrets"))
  .filter((file) => file.endsWith(".example"))
  .map((file) => file.replace(".example", ""));

/** The lines that `git` writes. */
function git(...args: string[]): string[] {
  const { stdout } = spawnSync("git", args, {
    cwd: deployment,
    encoding: "utf8",
  });
  return stdout.split("\n").filter(Boolean);
}

const isRepository = existsSync(join(courseDirectory, ".git"));
const itWithGit = itWhere(isRepository, "only in a repository of git");

describe("the secrets of the containers", () => {
  it("are files, each with an example", () => {
    const used = [...compose.matchAll(/_FILE: \/run\/secrets\/(\w+)$/gm)];
    const files = [...compose.matchAll(/file: \.\/secrets\/(\w+)$/gm)];

    expect(new Set(used.map(([, name]) => name))).to.have.all.keys(secrets);
    expect(files.map(([, name]) => name)).to.have.members(secrets);
  });

  it("are in no other setting", () => {
    const settings = compose.match(/^ +\w*(PASSWORD|SECRET|PASS)\w*[:=].*$/gm);

    for (const setting of settings ?? []) {
      expect(setting).to.match(/_FILE: \/run\/secrets\/\w+$|=\$\$\(cat /);
    }
    expect(compose).not.to.match(/:\/\/[^/\s]*:[^/\s]*@/);
  });

  itWithGit("are ignored by git, and their examples are not", () => {
    const ignored = (name: string) => git("check-ignore", `secrets/${name}`);

    for (const name of secrets) {
      expect(ignored(name), name).to.have.length(1);
      expect(ignored(`${name}.example`), name).to.have.length(0);
    }
    expect(git("ls-files", "secrets")).to.have.members(
      secrets.map((name) => `secrets/${name}.example`),
    );
  });

  it("do not get into images", () => {
    const ignored = readFileSync(
      join(courseDirectory, ".dockerignore"),
      "utf8",
    );

    expect(ignored.split("\n")).to.include("**/deployment/secrets");
  });
});

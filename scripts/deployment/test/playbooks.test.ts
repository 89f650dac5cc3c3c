// @long

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { findStageDirectory } from "../../course.ts";
import { itWhere } from "../../testing/it-where.ts";
import { ansible, hasAnsible, hasAnsibleLint } from "./ansible.ts";

const folder = join(findStageDirectory("99"), "deployment/ansible");
const playbooks = ["deploy", "clean", "infra", "services", "clients"];
const itWithAnsible = itWhere(hasAnsible, "needs Ansible");
const itWithLint = itWhere(hasAnsibleLint, "needs ansible-lint");

function run([program, ...args]: [string, ...string[]]) {
  return spawnSync(program, args, { cwd: folder, encoding: "utf8" });
}

describe("the playbooks", () => {
  it("are those for a whole cluster, and for its parts", () => {
    const files = readdirSync(folder);

    for (const name of playbooks) expect(files).to.include(`${name}.yml`);
  });

  it("know clients, servers, databases, load balancers, two clusters", () => {
    const text = readFileSync(join(folder, "inventory.yml"), "utf8");
    const groups = parse(text).all.children;

    expect(groups).to.have.all.keys(
      "clients",
      "servers",
      "databases",
      "load-balancers",
    );
    expect(groups.servers.children).to.have.all.keys("cluster-a", "cluster-b");
  });

  itWithAnsible("have a correct syntax", () => {
    const files = playbooks.map((name) => `${name}.yml`);
    const { status, stdout, stderr } = run(
      ansible("playbook", ["--syntax-check", ...files]),
    );

    expect(status, stdout + stderr).to.equal(0);
  }).timeout(120_000);

  itWithLint("have no findings of ansible-lint", () => {
    const options = ["--offline", "--profile=production", "--nocolor"];
    // These two import all others.
    const files = ["deploy.yml", "clean.yml"];
    const { status, stdout, stderr } = run([
      ...["python3", "-m", "ansiblelint"],
      ...options,
      ...files,
    ] as [string, ...string[]]);

    expect(status, stdout).to.equal(0);
    // With the roles, and the settings of all hosts.
    expect(stdout + stderr).to.match(/in 1[7-9] files processed/);
  }).timeout(300_000);
});

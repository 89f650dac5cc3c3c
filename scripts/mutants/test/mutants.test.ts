import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { describe, it } from "mocha";
import { courseDirectory } from "../../course.ts";
import { replaceOnce } from "../../lessons/variant.ts";
import { mutants } from "../../mutants.ts";
import type { Mutant } from "../mutant.ts";

const pathOf = (file: string) => join(courseDirectory, file);

/** Why this mutant cannot be run, if it cannot. */
function problemOf(mutant: Mutant): string[] {
  const { file, tests } = mutant;
  const missing = [file, ...tests].filter((it) => !existsSync(pathOf(it)));
  if (missing.length > 0) return missing.map((it) => `There is no ${it}.`);
  try {
    const text = readFileSync(pathOf(file), "utf8");
    const faulty = replaceOnce(text, mutant);
    transformSync(faulty, { loader: "tsx", logLevel: "silent" });
    return faulty === text ? [`No fault: ${file}`] : [];
  } catch (error) {
    return [(error as Error).message];
  }
}

describe("the list of mutants", () => {
  it("has only faults that fit the code, with tests that exist", () => {
    expect(mutants.flatMap(problemOf)).to.deep.equal([]);
  });

  it("names each fault of a file differently, and tests it", () => {
    const names = mutants.map(({ about, file }) => `${file}: ${about}`);
    const untested = mutants.filter(({ tests }) => tests.length === 0);

    expect(names).to.deep.equal([...new Set(names)]);
    expect(untested).to.deep.equal([]);
  });

  it("has 40 faults or more in commons, services and embedded servers", () => {
    const subjects = /^demo..\/(commons|services)\/|^scripts\/embedded-mongo\//;
    const faults = mutants.filter(({ file }) => subjects.test(file));

    expect(faults.length).to.be.at.least(40);
  });
});

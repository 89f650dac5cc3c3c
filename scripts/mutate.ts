import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { courseDirectory } from "./course.ts";
import { replaceOnce } from "./lessons/variant.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { mutants } from "./mutants.ts";
import { parseOrRefuse } from "./series/options.ts";
import { print } from "./series/print.ts";

/** Tests of stages, which need a database. */
const unit = /^demo/;
const notCopied = ["node_modules", ".build", ".git"];

const mutateHelp = `npm run mutate [text]

  text          only faults whose file or description includes this text
  --help        show this help

Puts one fault after the other into a copy of the course, and shows that each
makes a test fail.`;

const mutateOptions = {
  help: { type: "boolean", short: "h", default: false },
} as const;
export const options = Object.keys(mutateOptions);

/** Shows that the tests notice the faults of mutants.ts. */
export async function main(args: string[]) {
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options: mutateOptions, allowPositionals: true }),
    mutateHelp,
  );
  if (values.help) return print(mutateHelp);
  const [text = ""] = positionals;
  const chosen = mutants.filter(
    ({ about, file }) => about.includes(text) || file.includes(text),
  );
  const copy = copyCourse();
  const requirePassing = createRequirePassing(copy);
  try {
    const survivors = chosen.filter((mutant) => {
      requirePassing(mutant.tests);
      return !isKilled(copy, mutant);
    });
    const killed = chosen.length - survivors.length;
    console.log(`\n${killed} killed, ${survivors.length} survived`);
    process.exitCode = survivors.length === 0 && killed > 0 ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function copyCourse(): string {
  const copy = mkdtempSync(join(tmpdir(), "pie-mutants-"));
  cpSync(courseDirectory, copy, {
    recursive: true,
    filter: (path) => !notCopied.includes(basename(path)),
  });
  const modules = "node_modules";
  symlinkSync(join(courseDirectory, modules), join(copy, modules), "junction");
  return copy;
}

/** Throws if these tests fail without any mutant; runs them once. */
function createRequirePassing(copy: string) {
  const passed = new Set<string>();

  return function requirePassing(tests: string[]) {
    const names = tests.join(" ");
    if (passed.has(names)) return;
    const failed = failuresOf(copy, tests);
    if (failed.length > 0) {
      throw new Error(`Fail without any mutant:\n${failed.join("\n")}`);
    }
    passed.add(names);
  };
}

function isKilled(copy: string, mutant: Mutant): boolean {
  const { about, file, tests } = mutant;
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  writeFileSync(path, replaceOnce(original, mutant));
  // The first failure is enough.
  const isDead = failuresOf(copy, tests, ["--bail"]).length > 0;
  writeFileSync(path, original);
  console.log(`${isDead ? "killed  " : "SURVIVED"}  ${file}: ${about}`);
  return isDead;
}

/** The tests that fail; throws if they cannot be run: that is no result. */
function failuresOf(
  copy: string,
  tests: string[],
  options: string[] = [],
): string[] {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const isUnit = tests.some((file) => unit.test(file));
  const database = `--require=${join(copy, "scripts/testing/database.ts")}`;
  const mocha = join(courseDirectory, "node_modules/mocha/bin/mocha.js");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...["--import=tsx", mocha, "--exit", ...options],
      ...(isUnit ? ["--timeout=60000", database] : ["--timeout=60000"]),
      ...["--reporter=json", "--reporter-option", `output=${report}`],
      ...tests,
    ],
    { cwd: copy, encoding: "utf8" },
  );
  try {
    const { failures } = JSON.parse(readFileSync(report, "utf8"));
    return failures.map(({ fullTitle }: { fullTitle: string }) => fullTitle);
  } catch (cause) {
    throw new Error(`The tests could not be run:\n${stdout}${stderr}`, {
      cause,
    });
  }
}

import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { testsBelow } from "./files.ts";
import type { StepResult } from "./result.ts";
import { type MochaRun, runMocha } from "./run-mocha.ts";
import { runTool } from "./run-tool.ts";
import type { Part, Selection } from "./selection.ts";

export type Step = {
  part: Part;
  name: string;
  run: () => Promise<StepResult>;
};

const biome = "@biomejs/biome/bin/biome";
const acceptance = join(courseDirectory, "scripts", "acceptance");

/** The steps of a test run, in order; `mongodbUrl` is for the unit tests. */
export function plan(selection: Selection, mongodbUrl: string): Step[] {
  const steps = selection.service
    ? unitTests(selection.service, selection, mongodbUrl)
    : everything(selection, mongodbUrl);
  const { only } = selection;
  return steps.filter(({ part }) => only.length === 0 || only.includes(part));
}

function everything(selection: Selection, mongodbUrl: string): Step[] {
  const { named } = selection;
  const all = stages.map((stage) => join(courseDirectory, stage));
  const chosen = named.length > 0 ? named : all;
  return [
    ...checks(),
    ...(named.length > 0 ? [] : toolTests(selection)),
    ...chosen.flatMap((stage) => unitTests(stage, selection, mongodbUrl)),
    ...chosen.flatMap((stage) => acceptanceTests(stage, selection)),
    ...(named.length > 0 ? named : firstAndLast(all)).flatMap((stage) =>
      faultTests(stage, selection),
    ),
  ];
}

function checks(): Step[] {
  const strict = ["--error-on-warnings", "."];
  const tools = {
    format: () => runTool(biome, ["format", "."]),
    lint: () =>
      runTool(biome, ["check", "--formatter-enabled=false", ...strict]),
    types: () => runTool("typescript/bin/tsc", ["--noEmit", "--pretty"]),
  };
  return Object.entries(tools).map(([name, run]) => {
    return { part: name as Part, name, run };
  });
}

/** Each folder of scripts that has tests of its own. */
function toolTests(selection: Selection): Step[] {
  const scripts = join(courseDirectory, "scripts");
  return readdirSync(scripts, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: testsBelow(join(scripts, name)) }))
    .filter(({ name, files }) => name !== "acceptance" && files.length > 0)
    .map(({ name, files }) =>
      mochaStep("tools", `scripts/${name}`, selection, {
        files,
        timeoutMs: 60_000,
      }),
    );
}

function unitTests(
  folder: string,
  selection: Selection,
  mongodbUrl: string,
): Step[] {
  const name = `unit tests of ${relative(courseDirectory, folder) || folder}`;
  return [
    mochaStep("unit", name, selection, {
      files: testsBelow(folder),
      env: { MONGODB_URL: mongodbUrl },
      timeoutMs: 10_000,
    }),
  ];
}

function acceptanceTests(stage: string, selection: Selection): Step[] {
  const isBrowserTest = (file: string) => basename(file).startsWith("browser");
  const files = testsBelow(acceptance).filter((file) => !isFaultTest(file));
  const run = {
    hooks: join(acceptance, "hooks.ts"),
    env: { STAGE: stage },
    timeoutMs: 30_000,
  };
  const name = basename(stage);
  return [
    mochaStep("acceptance", `acceptance of ${name}`, selection, {
      ...run,
      files: files.filter((file) => !isBrowserTest(file)),
    }),
    mochaStep("browser", `the shop in the browser, ${name}`, selection, {
      ...run,
      files: files.filter(isBrowserTest),
    }),
  ];
}

function faultTests(stage: string, selection: Selection): Step[] {
  return [
    mochaStep("faults", `faults of ${basename(stage)}`, selection, {
      files: faultTestsOf(stage),
      hooks: join(acceptance, "faults", "hooks.ts"),
      env: { STAGE: stage },
      timeoutMs: 90_000,
      limitMs: 600_000,
    }),
  ];
}

/** What a fault test is about, where not every stage has it. */
const subjects: Record<string, string> = {
  "registry.test.ts": "services/registry",
  "balancing.test.ts": "commons/load-balancer.ts",
};

export function faultTestsOf(stage: string): string[] {
  return testsBelow(acceptance)
    .filter(isFaultTest)
    .filter((file) => existsSync(join(stage, subjects[basename(file)] ?? "")));
}

function isFaultTest(file: string) {
  return relative(acceptance, file).startsWith("faults");
}

function firstAndLast(all: string[]) {
  return all.filter((_, index) => index === 0 || index === all.length - 1);
}

function mochaStep(
  part: Part,
  name: string,
  { verbose }: Selection,
  run: MochaRun,
): Step {
  return { part, name, run: () => runMocha({ ...run, verbose }) };
}

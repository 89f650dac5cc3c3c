import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { testsBelow } from "./files.ts";
import { sayingWhatIsLeftOut } from "./left-out.ts";
import { findRepeats, type Repeats } from "./repeats.ts";
import type { Output, StepResult } from "./result.ts";
import { type MochaRun, runMocha } from "./run-mocha.ts";
import { runTool } from "./run-tool.ts";
import { runUnitTests } from "./run-unit-tests.ts";
import type { Part, Selection } from "./selection.ts";
import { isThorough } from "./thorough.ts";

export type Step = {
  part: Part;
  name: string;
  /** Whether it starts stages: in one network, one can at a time. */
  needsPorts: boolean;
  run: (output: Output) => Promise<StepResult>;
};

const biome = "@biomejs/biome/bin/biome";
const acceptance = join(courseDirectory, "scripts", "acceptance");
const lessons = join(courseDirectory, "scripts", "lessons");
const matrixTest = join(lessons, "test", "matrix.test.ts");
const walkTest = join(acceptance, "browser-walk.test.ts");

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
  if (named.length === 0) return wholeCourse(selection, mongodbUrl);
  return [
    ...checks(),
    ...named.flatMap((stage) => unitTests(stage, selection, mongodbUrl)),
    ...named.flatMap((stage) => acceptanceTests(stage, selection)),
    ...named.flatMap((stage) => browserTests(stage, selection)),
    ...named
      .filter((stage) => stages.some((one) => stage === folderOf(one)))
      .flatMap((stage) => lessonTests(selection, stage)),
    ...named.flatMap((stage) => faultTests(stage, selection)),
  ];
}

/** What one stage has shown is not shown again by all others. */
function wholeCourse(selection: Selection, mongodbUrl: string): Step[] {
  const all = stages.map(folderOf);
  const closely = isThorough ? firstAndLast(all) : all.slice(-1);
  const repeats = onFirstUse(() => findRepeats(courseDirectory, stages));
  return [
    ...checks(),
    ...toolTests(selection),
    ...all.flatMap((stage) => unitTests(stage, selection, mongodbUrl, repeats)),
    // The longest first, so that two can share the work.
    ...lessonTests(selection),
    ...closely.flatMap((stage) => faultTests(stage, selection)),
    ...closely.flatMap((stage) => browserTests(stage, selection)),
    ...all.flatMap((stage) =>
      closely.includes(stage)
        ? acceptanceTests(stage, selection)
        : acceptanceTests(stage, selection, [walkTest]),
    ),
  ].map(sayingWhatIsLeftOut);
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
    return { part: name as Part, name, needsPorts: false, run };
  });
}

/** Each folder of scripts that has tests of its own. */
function toolTests(selection: Selection): Step[] {
  const scripts = join(courseDirectory, "scripts");
  return readdirSync(scripts, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      files: testsBelow(join(scripts, name)).filter(
        (file) => file !== matrixTest,
      ),
    }))
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
  repeats: () => Promise<Repeats> = async () => new Map(),
): Step[] {
  const name = `unit tests of ${relative(courseDirectory, folder) || folder}`;
  const run = (output: Output) =>
    runUnitTests(
      {
        files: testsBelow(folder),
        env: { MONGODB_URL: mongodbUrl },
        timeoutMs: 10_000,
        verbose: selection.verbose,
        output,
      },
      repeats,
    );
  return [{ part: "unit", name, needsPorts: false, run }];
}

const onStage = (stage: string) => ({
  hooks: join(acceptance, "hooks.ts"),
  env: { STAGE: stage },
  timeoutMs: 60_000,
});

/** Through HTTP; with `walk`, a customer's way in the browser as well. */
function acceptanceTests(
  stage: string,
  selection: Selection,
  walk: string[] = [],
): Step[] {
  const files = testsOf(stage).filter(
    (file) => !isFaultTest(file) && !isBrowserTest(file),
  );
  return [
    stageStep("acceptance", `acceptance of ${basename(stage)}`, selection, {
      ...onStage(stage),
      files: [...files, ...walk],
    }),
  ];
}

function browserTests(stage: string, selection: Selection): Step[] {
  const name = `the shop in the browser, ${basename(stage)}`;
  const files = testsOf(stage).filter(isBrowserTest);
  return [stageStep("browser", name, selection, { ...onStage(stage), files })];
}

/** Every lesson, or those that are played on this stage. */
function lessonTests(selection: Selection, stage?: string): Step[] {
  const name = stage ? `lessons on ${basename(stage)}` : "lessons";
  return [
    stageStep("lessons", name, selection, {
      files: [matrixTest],
      ...(stage && { env: { STAGE: stage } }),
      timeoutMs: 120_000,
      limitMs: 1_200_000,
    }),
  ];
}

function faultTests(stage: string, selection: Selection): Step[] {
  return [
    stageStep("faults", `faults of ${basename(stage)}`, selection, {
      files: faultTestsOf(stage),
      hooks: join(acceptance, "faults", "hooks.ts"),
      env: { STAGE: stage },
      timeoutMs: 90_000,
      limitMs: 1_200_000,
    }),
  ];
}

/** What a test, or a folder of them, is about, if not every stage has it. */
const subjects: Record<string, string> = {
  "faults/registry.test.ts": "services/registry",
  "faults/balancing.test.ts": "commons/load-balancer.ts",
  "browser-login.test.ts": "services/gateway",
  "auth/": "services/gateway",
  "openapi/": "services/gateway",
  "faults/resilience.test.ts": "commons/resilience.ts",
  "faults/fallbacks": "commons/resilience.ts",
  "faults/tracing.test.ts": "commons/tracing.ts",
};

export function faultTestsOf(stage: string): string[] {
  return testsOf(stage).filter(isFaultTest);
}

/** The acceptance tests of what this stage has. */
function testsOf(stage: string): string[] {
  return testsBelow(acceptance).filter((file) => {
    const path = relative(acceptance, file).replaceAll("\\", "/");
    return Object.entries(subjects)
      .filter(([tests]) => path.startsWith(tests))
      .every(([, subject]) => existsSync(join(stage, subject)));
  });
}

function isFaultTest(file: string) {
  return relative(acceptance, file).startsWith("faults");
}

function isBrowserTest(file: string) {
  return basename(file).startsWith("browser");
}

function folderOf(stage: string) {
  return join(courseDirectory, stage);
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
  return {
    part,
    name,
    needsPorts: false,
    run: (output) => runMocha({ ...run, verbose, output }),
  };
}

/** A step that starts stages, at the course's ports, and builds them first. */
function stageStep(
  part: Part,
  name: string,
  selection: Selection,
  run: MochaRun,
): Step {
  const env = { ...run.env, BUILD_FOLDER: `.build/${part}` };
  const apart = { ...run, env, inOwnNetwork: true };
  return { ...mochaStep(part, name, selection, apart), needsPorts: true };
}

function onFirstUse<T>(find: () => Promise<T>) {
  let found: Promise<T> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

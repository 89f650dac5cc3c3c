import { basename, dirname, join } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { pathOf, testsIn } from "./files.ts";
import { distinctTests } from "./repeats.ts";
import type { Run } from "./run.ts";
import type { Selection } from "./selection.ts";
import { firstStageOf, isInBrowser, isShown, tagsOf } from "./tags.ts";

export type Plan = { runs: Run[]; leftOut: string[] };

const mocha = "mocha/bin/mocha.js";
const scripts = join(courseDirectory, "scripts");
const last = stages.at(-1) as string;

const asMonolith = " as a monolith";

/** Whether a test, below `scripts/`, needs a stage that runs. */
export function isOnStage(file: string): boolean {
  return /^scripts\/(acceptance|lessons\/on-stage)\//.test(file);
}

/** The runs of a selection, in their order, and what they leave out. */
export function plan(selection: Selection): Plan {
  const { files, service, stages: named, ci, all, only = "" } = selection;
  const isCourse = named.length + files.length === 0;
  const possible =
    files.length > 0
      ? runsOfFiles(files, named[0] ?? last)
      : service
        ? [units(testsIn(service))]
        : runsOfStages(isCourse ? stages : named, isCourse);
  const chosen = isCourse && !all ? shown(possible, ci) : possible;
  const leftOut = possible.flatMap((run, i) => missing(run, chosen[i]));
  if (leftOut.length > 0) {
    const symptoms = ci ? "the symptoms of chapters" : "the symptoms";
    leftOut.push(`lessons: ${symptoms}, and the cures on later stages`);
  }
  if (files.length === 0 && !all) {
    leftOut.push("what others show nearly the same: itInFull, TEST_ALL");
  }
  const runs = chosen
    .filter(({ name, files }) => name.includes(only) && files?.length !== 0)
    .map((run) => withSettings(run, selection, isCourse));
  return { runs, leftOut };
}

function withSettings(
  run: Run,
  { ci, all, title }: Selection,
  isCourse: boolean,
) {
  const env = {
    // Tests would only wait for leases of a usual length.
    EUREKA_LEASE_SECONDS: "4",
    LESSONS: all || !isCourse ? "all" : ci ? "first" : "cures",
    ...(all && { TEST_ALL: "1" }),
    ...(run.stage === last && intervalsFor(run.files ?? [])),
    ...run.env,
  };
  const fgrep = run.files && title ? [`--fgrep=${title}`] : [];
  return { ...run, env, program: [...run.program, ...fgrep] };
}

function runsOfFiles(files: string[], stage: string): Run[] {
  const ofStages = files.filter(isOnStage);
  const isUnit = (file: string) => file.startsWith("demo");
  const isTool = (file: string) => !isOnStage(file) && !isUnit(file);
  return [
    onStage(stage, "", ofStages),
    units(files.filter(isUnit)),
    tools(files.filter(isTool)),
  ];
}

/** All tests of these stages, and of the tools; what takes longest comes first. */
function runsOfStages(chosen: string[], hasTools: boolean): Run[] {
  const tests = testsIn("scripts");
  const testsOf = (stage: string) =>
    tests.filter((file) => isOnStage(file) && firstStageOf(file) <= stage);
  const isElsewhere = (file: string) => !isInBrowser(file);
  const isOnMonolith = (file: string) => tagsOf(file).includes("@monolith");
  const main = chosen.map((stage) =>
    onStage(stage, "", testsOf(stage).filter(isElsewhere)),
  );
  const second = chosen.flatMap((stage) => [
    onStage(stage, " in the browser", testsOf(stage).filter(isInBrowser)),
    onStage(stage, asMonolith, testsOf(stage).filter(isOnMonolith)),
  ]);
  return [
    tools(tests.filter((file) => hasTools && !isOnStage(file))),
    ...main.splice(-1),
    units(chosen.flatMap(testsIn)),
    // Later: two stages of thirty processes at the same time are too much.
    ...main.splice(0, 1),
    ...second,
    ...main,
    check("lint", "@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
    check("types", "typescript/bin/tsc", "--noEmit", "--pretty"),
  ];
}

/** Of all runs of the course, each behaviour once; without `ci`, what is quick. */
function shown(runs: Run[], ci: boolean): Run[] {
  const distinct = new Set(
    distinctTests(courseDirectory, stages, ci).map(pathOf),
  );
  return runs.map((run) => {
    const files = run.files?.filter(
      (file) =>
        !run.env?.MONOLITH &&
        isShown(file, ci, run.stage) &&
        (!file.startsWith("demo") || distinct.has(file)),
    );
    return { ...run, files };
  });
}

/** "demo02: 12 of 34 files (faults 9, bad-input 3)". */
function missing({ name, files = [] }: Run, chosen?: Run): string[] {
  const left = files.filter((file) => !chosen?.files?.includes(file));
  const folders = left.map((file) => basename(dirname(file)));
  const counts = [...new Set(folders)].map(
    (name) => `${name} ${folders.filter((other) => other === name).length}`,
  );
  if (left.length === 0) return [];
  const list = counts.join(", ");
  return [`${name}: ${left.length} of ${files.length} files (${list})`];
}

/** With short ones, thirty services take half a core at rest. */
function intervalsFor(files: string[]) {
  const areWaitedFor = files.some(
    (file) => !isInBrowser(file) && !isShown(file, false),
  );
  return {
    EUREKA_LEASE_SECONDS: areWaitedFor ? "6" : "12",
    POLL_SECONDS: areWaitedFor ? "5" : "15",
    SYNC_EVERY_SECONDS: "15",
  };
}

function check(name: string, ...program: string[]): Run {
  return { name, program, needsPorts: false };
}

/** They wait more than they compute: more jobs than cores. */
function units(files: string[]): Run {
  const database = `--require=${join(scripts, "testing", "database.ts")}`;
  const options = ["--parallel", "--jobs=3", "--timeout=60000"];
  const program = [mocha, ...options, database];
  return { name: "unit tests", program, files, needsPorts: false };
}

/** Some of them start stages. */
function tools(files: string[]): Run {
  const program = [mocha, "--parallel", "--jobs=2", "--timeout=120000"];
  return { name: "tools", program, files, needsPorts: true };
}

/** A stage that is started once for all of these tests. */
function onStage(stage: string, where: string, files: string[]): Run {
  const hooks = `--require=${join(scripts, "acceptance", "hooks.ts")}`;
  return {
    name: stage + where,
    program: [mocha, "--timeout=90000", "--exit", hooks],
    ...{ files, stage, needsPorts: true },
    env: {
      STAGE: join(courseDirectory, stage),
      BUILD_FOLDER: `.build/test${where.replaceAll(" ", "-")}`,
      ...(where === asMonolith && { MONOLITH: "1" }),
    },
  };
}

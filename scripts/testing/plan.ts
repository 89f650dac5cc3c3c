import { basename, dirname, join } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { UsageError } from "../stage/errors.ts";
import { pathOf, testsIn } from "./files.ts";
import { distinctTests } from "./repeats.ts";
import type { Run } from "./run.ts";
import { type Selection, usage } from "./selection.ts";
import { firstStageOf, isInBrowser, isShown, tagsOf } from "./tags.ts";

export type Plan = { runs: Run[]; leftOut: string[] };

const mocha = "mocha/bin/mocha.js";
const scripts = join(courseDirectory, "scripts");
const last = stages.at(-1) as string;

const inTheBrowser = " in the browser";
const asMonolith = " as a monolith";

/** A run, before it has the settings of a selection. */
type Planned = Omit<Run, "args" | "timeoutMs">;

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
      ? runsOfFiles(files, named.length > 0 ? named : [last])
      : service
        ? [units(testsIn(service))]
        : runsOfStages(isCourse ? stages : named, isCourse);
  const chosen = isCourse && !all ? shown(possible, ci) : possible;
  const leftOut = possible.flatMap((run, i) => missing(run, chosen[i]));
  if (leftOut.length > 0) {
    const parts = ci ? "symptoms of chapters" : "symptoms, chapters of demo99";
    leftOut.push(`lessons: ${parts}, cures on later stages`);
  }
  if (!all && !service) {
    leftOut.push("tests that only --all has (itInFull)");
  }
  const isExact = chosen.some(({ name }) => name === only);
  const runs = chosen
    .filter(({ name }) => (isExact ? name === only : name.includes(only)))
    .filter(({ files }) => (files ? files.length > 0 : !selection.title))
    .map((run) => withSettings(run, selection, isCourse));
  if (runs.length > 0) return { runs, leftOut };
  throw new UsageError(`There is no such run: "${only}".\n${usage}`);
}

function withSettings(run: Planned, selection: Selection, isCourse: boolean) {
  const { stages: named, files, title, ci, all } = selection;
  const isCalm = isCourse && !ci && !all;
  const env = {
    // Tests would only wait for leases of a usual length.
    EUREKA_LEASE_SECONDS: "4",
    LESSONS: all || !isCourse ? "all" : ci ? "first" : "cures",
    ...(all && { TEST_ALL: "1" }),
    ...(run.stage === last &&
      intervals(isCalm || run.name.endsWith(inTheBrowser))),
    ...run.env,
  };
  const options = [...(ci ? ["--ci"] : []), ...(all ? ["--all"] : [])];
  const args = [...named, ...files, ...options];
  // A load of --all alone may take an hour.
  const timeoutMs = all ? 14_400_000 : 1_500_000;
  return { ...run, env, title, timeoutMs, args };
}

function runsOfFiles(files: string[], on: string[]): Planned[] {
  const ofStages = files.filter(isOnStage);
  const isUnit = (file: string) => file.startsWith("demo");
  const isTool = (file: string) => !isOnStage(file) && !isUnit(file);
  for (const stage of on) {
    const later = ofStages.find((file) => firstStageOf(file) > stage);
    if (!later) continue;
    const has = `${firstStageOf(later)} is the first that has it`;
    throw new UsageError(`${stage} is without what ${later} tests: ${has}.`);
  }
  return [
    ...on.map((stage) => onStage(stage, "", ofStages)),
    units(files.filter(isUnit)),
    tools(files.filter(isTool)),
  ];
}

/** All tests of these stages, and of the tools; what takes longest comes first. */
function runsOfStages(chosen: string[], hasTools: boolean): Planned[] {
  const tests = testsIn("scripts");
  const testsOf = (stage: string) =>
    tests.filter((file) => isOnStage(file) && firstStageOf(file) <= stage);
  const isElsewhere = (file: string) => !isInBrowser(file);
  const isOnMonolith = (file: string) => tagsOf(file).includes("@monolith");
  const main = chosen.map((stage) =>
    onStage(stage, "", testsOf(stage).filter(isElsewhere)),
  );
  const second = chosen.flatMap((stage) => [
    onStage(stage, inTheBrowser, testsOf(stage).filter(isInBrowser)),
    onStage(stage, asMonolith, testsOf(stage).filter(isOnMonolith)),
  ]);
  return [
    tools(tests.filter((file) => hasTools && !isOnStage(file))),
    ...main.splice(-1),
    units(chosen.flatMap(testsIn)),
    // Later: two stages of thirty processes at once are better avoided.
    ...main.splice(0, 1),
    ...second,
    ...main,
    check("lint", "@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
    check("types", "typescript/bin/tsc", "--noEmit", "--pretty"),
  ];
}

/** Of all runs of the course, each behaviour once; without `ci`, what is quick. */
function shown(runs: Planned[], ci: boolean): Planned[] {
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
function missing({ name, files = [] }: Planned, chosen?: Planned): string[] {
  const left = files.filter((file) => !chosen?.files?.includes(file));
  const folders = left.map((file) => basename(dirname(file)));
  const counts = [...new Set(folders)].map(
    (name) => `${name} ${folders.filter((other) => other === name).length}`,
  );
  if (left.length === 0) return [];
  const list = counts.join(", ");
  return [`${name}: ${left.length} of ${files.length} files (${list})`];
}

/** Of the last stage; with short ones, its services take half a core at rest. */
function intervals(areLong: boolean) {
  return {
    EUREKA_LEASE_SECONDS: areLong ? "12" : "6",
    POLL_SECONDS: areLong ? "15" : "5",
    SYNC_EVERY_SECONDS: "15",
  };
}

function check(name: string, ...program: string[]): Planned {
  return { name, program, needsPorts: false };
}

/** They wait more than they compute: more jobs than cores. */
function units(files: string[]): Planned {
  const database = `--require=${join(scripts, "testing", "database.ts")}`;
  const options = ["--parallel", "--jobs=3", "--timeout=60000"];
  const program = [mocha, ...options, database];
  return { name: "unit tests", program, files, needsPorts: false };
}

/** Some of them start stages. */
function tools(files: string[]): Planned {
  const program = [mocha, "--parallel", "--jobs=2", "--timeout=120000"];
  return { name: "tools", program, files, needsPorts: true };
}

/** A stage that is started once for all of these tests. */
function onStage(stage: string, where: string, files: string[]): Planned {
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

import { basename, dirname, join } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { distinctTests } from "./repeats.ts";
import type { Run } from "./run.ts";
import type { Selection } from "./selection.ts";
import {
  folderOf,
  isShownOn,
  onStage,
  pathOf,
  stageTests,
  testsIn,
} from "./stage-tests.ts";

export type Plan = { runs: Run[]; leftOut: string[] };

const mocha = "mocha/bin/mocha.js";
const biome = "@biomejs/biome/bin/biome";
const scripts = join(courseDirectory, "scripts");
const brokenCures = "scripts/lessons/broken-cures.test.ts";

/** Shorter leases and fetches than usual, which tests would only wait for. */
const quick = { EUREKA_LEASE_SECONDS: "4" };

/** The runs of a selection, the longest first, and what they leave out. */
export function plan(selection: Selection): Plan {
  const { files, service, stages, all, only = "", title } = selection;
  const chosen = files.length > 0 ? files : service && testsIn(service);
  const { runs, leftOut } = chosen
    ? { runs: runsOf(chosen, stages), leftOut: [] }
    : stages.length > 0
      ? { runs: stages.flatMap(wholeStage).concat(checks), leftOut: [] }
      : wholeCourse(all);
  const env = { ...quick, ...(all && { TEST_ALL: "1" }) };
  const fgrep = title ? [`--fgrep=${title}`] : [];
  return {
    leftOut,
    runs: runs
      .filter(({ name, files }) => name.includes(only) && files?.length !== 0)
      .map((run) => {
        const program = [...run.program, ...(run.files ? fgrep : [])];
        return { ...run, program, env: { ...env, ...run.env } };
      }),
  };
}

function wholeCourse(all: boolean): Plan {
  const folders = stages.map(folderOf);
  const toolTests = testsIn(scripts).filter(
    (file) => !onStage.test(file) && file !== brokenCures,
  );
  const others = [tools(toolTests), ...checks];
  if (all) {
    const broken = { ...tools([brokenCures]), name: "broken cures" };
    const runs = folders.toReversed().flatMap(wholeStage);
    return { runs: [...runs, broken, ...others], leftOut: [] };
  }
  const leftOut: string[] = [];
  const choose = (where: string, tests: string[], chosen: string[]) => {
    leftOut.push(...missing(where, tests, chosen));
    return chosen;
  };
  const ofStages = folders.map((folder) => {
    const tests = stageTests(folder);
    const shown = tests.filter((file) => isShownOn(folder, file));
    return onStageRun(folder, choose(basename(folder), tests, shown));
  });
  const distinct = distinctTests(courseDirectory, stages).map(pathOf);
  const units = choose("unit tests", folders.flatMap(testsIn), distinct);
  leftOut.push("lessons: the broken cures, and the cures in between");
  return { runs: [...ofStages.toReversed(), unit(units), ...others], leftOut };
}

/** Two runs, so that both cores have work. */
function wholeStage(folder: string): Run[] {
  const tests = stageTests(folder);
  const isFault = (file: string) => /\/(faults|on-stage)\//.test(file);
  const shop = tests.filter((file) => !isFault(file));
  return [
    onStageRun(folder, tests.filter(isFault), " in trouble"),
    onStageRun(folder, shop),
    unit(testsIn(folder), ` of ${basename(folder)}`),
  ];
}

function runsOf(files: string[], [stage]: string[]): Run[] {
  const ofStage = files.filter((file) => onStage.test(file));
  const isTool = (file: string) => /^scripts\//.test(file);
  const others = files.filter((file) => !ofStage.includes(file));
  return [
    onStageRun(stage ?? folderOf(stages.at(-1) as string), ofStage),
    unit(others.filter((file) => !isTool(file))),
    tools(others.filter(isTool)),
  ];
}

/** "demo02: 12 of 34 files (faults 9, bad-input 3)". */
function missing(where: string, all: string[], chosen: string[]): string[] {
  const left = all.filter((file) => !chosen.includes(file));
  const folders = left.map((file) => basename(dirname(file)));
  const counts = [...new Set(folders)].map(
    (name) => `${name} ${folders.filter((other) => other === name).length}`,
  );
  if (left.length === 0) return [];
  const list = counts.join(", ");
  return [`${where}: ${left.length} of ${all.length} files (${list})`];
}

const checks: Run[] = Object.entries({
  format: [biome, "format", "."],
  lint: [biome, "check", "--formatter-enabled=false", "--error-on-warnings"],
  types: ["typescript/bin/tsc", "--noEmit", "--pretty"],
}).map(([name, program]) => {
  return { name, program, needsPorts: false, again: `--only ${name}` };
});

function unit(files: string[], of = ""): Run {
  const database = `--require=${join(scripts, "testing", "database.ts")}`;
  const program = [
    mocha,
    "--parallel",
    "--jobs=2",
    "--timeout=20000",
    database,
  ];
  const name = `unit tests${of}`;
  const again = `--only "${name}"`;
  return { name, program, files, needsPorts: false, again };
}

/** Some of these tests start stages. */
function tools(files: string[]): Run {
  const program = [mocha, "--parallel", "--jobs=2", "--timeout=120000"];
  const again = "--only tools";
  return { name: "tools", program, files, needsPorts: true, again };
}

/** A stage that is started once for all of these tests. */
function onStageRun(folder: string, files: string[], what = ""): Run {
  const hooks = `--require=${join(scripts, "acceptance", "hooks.ts")}`;
  const stage = basename(folder);
  return {
    name: stage + what,
    program: [mocha, "--timeout=90000", "--exit", hooks],
    files,
    env: {
      STAGE: folder,
      BUILD_FOLDER: `.build/test${what.replace(/ /g, "-")}`,
    },
    needsPorts: true,
    again: `${stage} --only "${stage}${what}"`,
  };
}

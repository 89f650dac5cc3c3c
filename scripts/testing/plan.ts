import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stages as allStages, courseDirectory } from "../course.ts";
import { distinctTests, inLast } from "./repeats.ts";
import type { Run } from "./run.ts";
import type { Selection } from "./selection.ts";
import {
  folderOf,
  isLarge,
  isQuick,
  isQuickOn,
  isShownOn,
  monolithTests,
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
const browser = /\/browser[^/]*$/;

/** Leases and fetches that take seconds would only be waited for. */
const quick = { EUREKA_LEASE_SECONDS: "4" };

/** With short leases and polls, thirty services take half a core at rest. */
const lastStage = {
  ...{ EUREKA_LEASE_SECONDS: "6", POLL_SECONDS: "5" },
  SYNC_EVERY_SECONDS: "15",
};
/** Where no test waits for the end of a lease, or for monitoring. */
const longLease = {
  ...lastStage,
  ...{ EUREKA_LEASE_SECONDS: "12", POLL_SECONDS: "15" },
};

/** Reads all tests of all stages, which takes half a second. */
let distinct: string[] | undefined;
function distinctUnits(): string[] {
  distinct ??= distinctTests(courseDirectory, allStages).map(pathOf);
  return distinct;
}

/** The runs of a selection, in their order, and what they leave out. */
export function plan(selection: Selection): Plan {
  const { files, service, ci, all, only = "", title } = selection;
  const { runs, leftOut } =
    files.length > 0
      ? { runs: runsOf(files, selection.stages), leftOut: [] }
      : service
        ? { runs: [unit(testsIn(service))], leftOut: [] }
        : runsOfStages(selection);
  const isNamed = selection.stages.length > 0;
  const env = {
    ...quick,
    LESSONS:
      all || isNamed || files.length > 0 ? "all" : ci ? "first" : "cures",
    ...(all && { TEST_ALL: "1" }),
  };
  const fgrep = title ? [`--fgrep=${title}`] : [];
  const chosen = runs
    .filter(({ name, files }) => name.includes(only) && files?.length !== 0)
    .map((run) => {
      const program = [...run.program, ...(run.files ? fgrep : [])];
      return { ...run, program, env: { ...env, ...run.env } };
    });
  return { runs: chosen, leftOut };
}

/**
 * All of the named stages; of the whole course, each behaviour once, and without
 * `ci` only what is quick.
 */
function runsOfStages({ stages: named, ci, all }: Selection): Plan {
  const isCourse = named.length === 0;
  const folders = isCourse ? allStages.map(folderOf) : named;
  const hasAll = all || !isCourse;
  const leftOut: string[] = [];
  const choose = (where: string, tests: string[], shown: () => string[]) => {
    const chosen = hasAll ? tests : shown();
    leftOut.push(...missing(where, tests, chosen));
    return chosen;
  };
  const onMonolith = choose("the monolith", monolithTests, () => []);
  const onStages = folders.toReversed().flatMap((folder) => {
    const tests = stageTests(folder);
    const shown = () =>
      tests
        .filter((file) => isShownOn(folder, file) && !isLarge(file))
        .filter((file) => ci || isQuickOn(folder, file));
    const chosen = choose(basename(folder), tests, shown);
    return [
      ...onStageRuns(folder, chosen),
      ...monolithRuns(folder, onMonolith),
    ];
  });
  const units = choose("unit tests", folders.flatMap(testsIn), () => {
    return ci ? distinctUnits() : inLast(distinctUnits()).filter(isQuick);
  });
  if (!hasAll) {
    const symptoms = ci ? "" : "the symptoms, ";
    leftOut.push(
      `lessons: ${symptoms}the broken cures, and the cures on later stages`,
    );
  }
  const ofTools = testsIn(scripts).filter(
    (file) => !onStage.test(file) && (all || file !== brokenCures),
  );
  const chosenTools = () =>
    ofTools
      .filter((file) => !isLarge(file))
      .filter((file) => ci || isQuick(file));
  if (!all)
    leftOut.push("what others show nearly the same: itInFull, TEST_ALL");
  const first = isCourse ? [tools(choose("tools", ofTools, chosenTools))] : [];
  // In the middle: two stages of thirty processes at the same time are too much,
  // and what is long at the end has nothing beside it.
  const isSecond = ({ name }: Run) =>
    / (in the browser|as a monolith)$/.test(name);
  const [longest = [], ...others] = onStages.filter((run) => !isSecond(run));
  const middle = Math.floor(others.length / 2);
  others.splice(middle, 0, ...onStages.filter(isSecond));
  const runs = [...first, longest, unit(units), ...others, ...checks].flat();
  return { runs, leftOut };
}

/** Many tests in the browser run beside the others, on a stage of their own. */
function onStageRuns(folder: string, files: string[]): Run[] {
  const inBrowser = files.filter((file) => browser.test(file));
  if (inBrowser.length < 3) return [onStageRun(folder, files)];
  const others = files.filter((file) => !inBrowser.includes(file));
  return [
    onStageRun(folder, others),
    onStageRun(folder, inBrowser, " in the browser"),
  ];
}

/** The tests of the services that the monolith contains, on the monolith. */
function monolithRuns(folder: string, files: string[]): Run[] {
  if (!existsSync(join(folder, "services/monolith"))) return [];
  const run = onStageRun(folder, files, " as a monolith");
  return [{ ...run, env: { ...run.env, MONOLITH: "1" } }];
}

function runsOf(files: string[], [stage]: string[]): Run[] {
  const last = folderOf(allStages.at(-1) as string);
  const isTool = (file: string) => file.startsWith("scripts/");
  const others = files.filter((file) => !onStage.test(file));
  return [
    onStageRun(
      stage ?? last,
      files.filter((file) => onStage.test(file)),
    ),
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
  lint: [biome, "check", "--error-on-warnings"],
  types: ["typescript/bin/tsc", "--noEmit", "--pretty"],
}).map(([name, program]) => {
  return { name, program, needsPorts: false, again: `--only ${name}` };
});

/** They wait more than they compute: more jobs than cores. */
function unit(files: string[]): Run {
  const database = `--require=${join(scripts, "testing", "database.ts")}`;
  const options = ["--parallel", "--jobs=3", "--timeout=60000"];
  return {
    name: "unit tests",
    program: [mocha, ...options, database],
    files,
    needsPorts: false,
    again: "--only unit",
  };
}

/** Some of them start stages. */
function tools(files: string[]): Run {
  return {
    name: "tools",
    program: [mocha, "--parallel", "--jobs=2", "--timeout=120000"],
    files,
    needsPorts: true,
    again: "--only tools",
  };
}

/** A stage that is started once for all of these tests. */
function onStageRun(folder: string, files: string[], where = ""): Run {
  const hooks = `--require=${join(scripts, "acceptance", "hooks.ts")}`;
  const stage = basename(folder);
  const isLast = stage === allStages.at(-1);
  const isCalm = files.every((file) => isQuick(file) || browser.test(file));
  const ofLast = isCalm ? longLease : lastStage;
  return {
    name: stage + where,
    program: [mocha, "--timeout=90000", "--exit", hooks],
    files,
    env: {
      ...(isLast && ofLast),
      STAGE: folder,
      BUILD_FOLDER: `.build/test${where.replaceAll(" ", "-")}`,
    },
    needsPorts: true,
    again: `${stage} --only "${stage}${where}"`,
  };
}

import { existsSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { testsBelow } from "./files.ts";
import { distinctTests } from "./repeats.ts";
import type { Run } from "./run.ts";
import type { Selection } from "./selection.ts";

export type Plan = { runs: Run[]; leftOut: string[] };

const mocha = "mocha/lib/cli/cli.js";
const biome = "@biomejs/biome/bin/biome";
const parallel = ["--parallel", "--jobs=2"];
const acceptance = "scripts/acceptance/";
const hooks = `--require=${join(courseDirectory, acceptance, "hooks.ts")}`;
const database = `--require=${join(courseDirectory, "scripts/testing/database.ts")}`;
const onStage = /^scripts\/(acceptance|lessons\/on-stage)\//;

/** Leases and fetches that take seconds would only be waited for. */
const quick = {
  EUREKA_HEARTBEAT_SECONDS: "1",
  EUREKA_LEASE_SECONDS: "3",
  EUREKA_FETCH_MS: "500",
};

/** The tests of what only some stages have, and the part that they need. */
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

const isFault = (file: string) => /\/(faults|on-stage)\//.test(file);
const isFaultOnly = (file: string) => file.includes("/faults/");
const isBrowser = (file: string) =>
  /\/browser-(?!walk)[^/]*$|\/browser\.test/.test(file);
/** What passes through every service of a stage. */
const isCore =
  /\/(browser-walk|carts|checkout|concurrency|curl|health|lessons)\.test\.ts$/;

/**
 * What shows, together, each behaviour once: the first stage has all but the
 * browser, the last one all but the faults; a stage between them has what
 * passes through every service, and the tests of what it is the first to have.
 */
function isShownOn(folder: string, file: string): boolean {
  const [first, last] = [
    folderOf(stages[0] ?? ""),
    folderOf(stages.at(-1) ?? ""),
  ];
  if (folder === last) return !isFaultOnly(file);
  if (folder === first) return !isBrowser(file);
  const before = folderOf(stages[stages.indexOf(basename(folder)) - 1] ?? "");
  return isCore.test(file) || !hasSubject(before, file);
}

/** Whether a stage has what the file tests. */
function hasSubject(folder: string, file: string): boolean {
  const path = file.slice(acceptance.length);
  return Object.entries(subjects)
    .filter(([tests]) => path.startsWith(tests))
    .every(([, subject]) => existsSync(join(folder, subject)));
}

/** The runs of a selection, the longest first, and what they leave out. */
export function plan(selection: Selection): Plan {
  const { files, service, only = "", title } = selection;
  const { runs, leftOut } =
    files.length > 0
      ? { runs: runsOf(files, selection), leftOut: [] }
      : service
        ? { runs: [unit(service, testsIn(service))], leftOut: [] }
        : everything(selection);
  return {
    leftOut,
    runs: runs
      .filter(({ name }) => name.includes(only))
      .map((run) => ({
        ...run,
        program: [
          ...run.program,
          ...(run.files && title ? [`--fgrep=${title}`] : []),
        ],
        env: { ...quick, ...(selection.all && { TEST_ALL: "1" }), ...run.env },
      })),
  };
}

function everything({ stages: named, all }: Selection): Plan {
  const isCourse = named.length === 0;
  const folders = isCourse ? stages.map(folderOf) : named;
  const leftOut: string[] = [];

  const ofStages = folders.flatMap((folder) => {
    const tests = stageTests(folder);
    const isWhole = all || !isCourse;
    const chosen = isWhole
      ? tests
      : tests.filter((file) => isShownOn(folder, file));
    leftOut.push(...missing(`on ${basename(folder)}`, tests, chosen));
    const faults = chosen.filter(isFault);
    const shop = chosen.filter((file) => !isFault(file));
    return isWhole
      ? [stageRun(folder, faults, " in trouble"), stageRun(folder, shop)]
      : [stageRun(folder, [...shop, ...faults])];
  });

  const tests = folders.flatMap(testsIn);
  const distinct =
    isCourse && !all
      ? distinctTests(courseDirectory, stages).map(pathOf)
      : tests;
  leftOut.push(...missing("unit tests", tests, distinct));
  if (isCourse && !all) leftOut.push(...leftOutOfLessons);
  const others = isCourse ? [tools(), ...(all ? [brokenCures()] : [])] : [];
  return {
    leftOut,
    runs: [
      ...ofStages.toReversed(),
      unit(isCourse ? "" : named.join(" "), distinct),
      ...others,
      ...checks,
    ],
  };
}

const leftOutOfLessons = [
  "lessons: cures on stages between their own and the last, and broken cures",
  "faults: absences of a minute, which are cut to seconds",
];

/** "on demo02: 12 of 34 files (faults 9, bad-input 3)". */
function missing(where: string, all: string[], chosen: string[]): string[] {
  const left = all.filter((file) => !chosen.includes(file));
  if (left.length === 0) return [];
  const folders = left.map((file) => basename(dirname(file)));
  const counts = [...new Set(folders)].map(
    (name) => `${name} ${folders.filter((other) => other === name).length}`,
  );
  return [`${where}: ${left.length} of ${all.length} files (${counts})`];
}

const checks: Run[] = Object.entries({
  format: [biome, "format", "."],
  lint: [biome, "check", "--formatter-enabled=false", "--error-on-warnings"],
  types: ["typescript/bin/tsc", "--noEmit", "--pretty"],
}).map(([name, program]) => {
  return { name, program, needsPorts: false, again: `--only ${name}` };
});

function unit(again: string, files: string[]): Run {
  const program = [mocha, ...parallel, "--timeout=10000", database];
  const name = `unit tests ${again}`.trim();
  return { name, program, files, needsPorts: false, again };
}

function tools(files = toolTests()): Run {
  const program = [mocha, ...parallel, "--timeout=60000"];
  const again = "--only tools";
  return { name: "tools", program, files, needsPorts: true, again };
}

/** A stage that is started once for all of these tests. */
function stageRun(folder: string, files: string[], what = ""): Run {
  const stage = basename(folder);
  return {
    name: stage + what,
    program: [mocha, "--timeout=90000", hooks],
    files,
    env: {
      STAGE: folder,
      BUILD_FOLDER: `.build/test${what.replaceAll(" ", "-")}`,
    },
    needsPorts: true,
    limitMs: 1_200_000,
    again: `${stage} --only "${stage + what}"`,
  };
}

function brokenCures(): Run {
  const files = ["scripts/lessons/broken-cures.test.ts"];
  const name = "broken cures";
  const program = [mocha, "--timeout=120000"];
  return { name, program, files, needsPorts: true, again: files.join() };
}

/** Each file as in a run of the whole course. */
function runsOf(files: string[], { stages: named }: Selection): Run[] {
  const [stage = folderOf(stages.at(-1) ?? "")] = named;
  const ofStage = files.filter((file) => onStage.test(file));
  const ofDemos = files.filter((file) => /^demo\d+\//.test(file));
  const others = files.filter(
    (file) => !ofStage.includes(file) && !ofDemos.includes(file),
  );
  return [
    stageRun(stage, ofStage),
    unit(ofDemos.join(" "), ofDemos),
    tools(others),
  ].filter((run) => run.files && run.files.length > 0);
}

/** The tests that need this stage running. */
function stageTests(folder: string): string[] {
  const isOfCourse = stages.map(folderOf).includes(folder);
  const all = testsIn(join(courseDirectory, "scripts")).filter((file) =>
    onStage.test(file),
  );
  return all.filter((file) => {
    if (file.includes("/on-stage/")) return isOfCourse;
    return hasSubject(folder, file);
  });
}

function toolTests(): string[] {
  const broken = brokenCures().files ?? [];
  return testsIn(join(courseDirectory, "scripts")).filter(
    (file) => !onStage.test(file) && !broken.includes(file),
  );
}

const testsIn = (folder: string) => testsBelow(folder).map(pathOf);
const folderOf = (stage: string) => join(courseDirectory, stage);
function pathOf(file: string) {
  return relative(courseDirectory, file).split(sep).join("/");
}

import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { courseDirectory, findStageDirectory } from "../course.ts";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";

export type Selection = {
  /** Folders of the named stages; none means the whole course. */
  stages: string[];
  /** Test files; if there are any, no others run. */
  files: string[];
  /** Part of the title of the tests to run. */
  title: string | undefined;
  /** Part of the name of the runs to do. */
  only: string | undefined;
  /** Whether each behaviour is tested once, however long that takes. */
  ci: boolean;
  all: boolean;
  /** The folder of the one service to test. */
  service: string | undefined;
};

export const usage = `Usage: npm test [stage …] [file.test.ts …] [-- options]

  03                     all that tests demo03
  03 FILE                one test file; a stage for files of scripts/acceptance
  -- --title TEXT        only tests whose titles include the text
  -- --only TEXT         only runs whose names include it: lint, unit, demo05
  -- --ci                adds what takes long, as CI does, each behaviour once
  -- --all               leaves nothing out`;

const options = {
  title: { type: "string" },
  only: { type: "string" },
  ci: { type: "boolean", default: false },
  all: { type: "boolean", default: false },
} as const;

/** Understands the command line; `from` is the folder where npm was called. */
export function select(args: string[], from: string): Selection {
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options, allowPositionals: true }),
    usage,
  );
  const isFile = (text: string) => /\.test\.tsx?$/.test(text);
  const stages = positionals
    .filter((text) => !isFile(text))
    .map(findStageDirectory);
  return {
    stages,
    files: positionals.filter(isFile).map((file) => findFile(file, from)),
    title: values.title,
    only: values.only,
    ci: values.ci,
    all: values.all,
    service: stages[0] && serviceAround(from, stages[0]),
  };
}

function findFile(text: string, from: string): string {
  const candidates = [resolve(from, text), resolve(courseDirectory, text)];
  const file = candidates.find(existsSync);
  if (file) return relative(courseDirectory, file).split(sep).join("/");
  throw new UsageError(`There is no file ${text}.\n${usage}`);
}

/** npm runs a stage's script in the stage's folder, from any folder in it. */
function serviceAround(from: string, stage: string): string | undefined {
  const [first, second] = relative(stage, from).split(sep);
  if (!first || !second || first === "..") return undefined;
  const service = join(stage, first, second);
  return existsSync(join(service, "src", "main.ts")) ? service : undefined;
}

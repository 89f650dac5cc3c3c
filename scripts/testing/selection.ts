import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { stages as allStages, courseDirectory, findStage } from "../course.ts";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";
import { pathOf } from "./files.ts";

export type Selection = {
  /** The named stages; none means the whole course. */
  stages: string[];
  /** Test files; if there are any, no others run. */
  files: string[];
  /** Part of the title of the tests to run. */
  title?: string;
  /** The name of the run to do, or part of the names of several. */
  only?: string;
  /** Whether each behaviour is tested once, however long that takes. */
  ci: boolean;
  all: boolean;
  /** The folder of the one service to test. */
  service?: string;
};

export const usage = `Usage: npm test [stage …] [file.test.ts …] [-- options]

  03                     all that tests demo03
  03 FILE                one test file; those of scripts/acceptance run on this
                         stage, or on demo99 if none is named
  -- --title TEXT        only tests whose titles include the text
  -- --only TEXT         only the run of this name, or those whose names include
                         it: lint, unit, demo05
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
  const named = positionals.filter((text) => !isFile(text)).map(findStage);
  const stages = allStages.filter((stage) => named.includes(stage));
  const files = positionals.filter(isFile).map((text) => findFile(text, from));
  const service = stages[0] && serviceAround(from, stages[0]);
  return { ...values, stages, files, service };
}

function findFile(text: string, from: string): string {
  const candidates = [resolve(from, text), resolve(courseDirectory, text)];
  const file = candidates.find(existsSync);
  if (file) return pathOf(file);
  throw new UsageError(`There is no file ${text}.\n${usage}`);
}

/** npm runs a stage's script in the stage's folder, from any folder in it. */
function serviceAround(from: string, stage: string): string | undefined {
  const folder = join(courseDirectory, stage);
  const [first = "", second = ""] = relative(folder, from).split(sep);
  const service = join(folder, first, second);
  return existsSync(join(service, "src", "main.ts")) ? service : undefined;
}

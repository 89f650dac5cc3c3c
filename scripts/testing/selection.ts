import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { findStageDirectory } from "../course.ts";
import { UsageError } from "../stage/errors.ts";

/** The parts of the tests, in the order in which they run. */
export const parts = [
  "format",
  "lint",
  "types",
  "tools",
  "unit",
  "acceptance",
  "browser",
  "lessons",
  "faults",
] as const;
export type Part = (typeof parts)[number];

export type Selection = {
  /** Folders of the stages that were named; none means the whole course. */
  named: string[];
  only: Part[];
  /** The folder of the one service to be tested. */
  service: string | undefined;
  verbose: boolean;
};

export const usage = `Usage: npm test [stage …] [-- --only PART,…] [--verbose]
Parts: ${parts.join(", ")}`;

/** Understands the command line; `from` is where npm was called. */
export function select(args: string[], from: string): Selection {
  const { values, positionals } = parse(args);
  const named = positionals.map(findStageDirectory);
  const [stage] = named;
  return {
    named,
    only: values.only.flatMap(findParts),
    service: stage && serviceAround(from, stage),
    verbose: values.verbose,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        only: { type: "string", multiple: true, default: [] },
        verbose: { type: "boolean", default: false },
      },
    });
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`${message}\n${usage}`, { cause });
  }
}

function findParts(list: string): Part[] {
  return list.split(",").map((text) => {
    const part = parts.find((name) => name === text.trim());
    if (part) return part;
    throw new UsageError(`There is no part "${text}" of the tests.\n${usage}`);
  });
}

/** npm runs a stage's script in the stage's folder, from wherever below. */
function serviceAround(from: string, stage: string): string | undefined {
  const [first, second] = relative(stage, from).split(sep);
  if (!first || !second || first === "..") return undefined;
  const service = join(stage, first, second);
  return existsSync(join(service, "src", "main.ts")) ? service : undefined;
}

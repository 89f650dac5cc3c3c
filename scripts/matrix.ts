import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { course } from "./lessons/lessons.ts";
import {
  cellsOf,
  type PlayedCell,
  toMarkdown,
  toText,
} from "./lessons/matrix.ts";
import { play } from "./lessons/play.ts";
import { readMatrix, writeMatrix } from "./lessons/readme.ts";
import { createStory } from "./lessons/story.ts";
import { parseOrRefuse } from "./series/options.ts";
import { print } from "./series/print.ts";
import { createPaint } from "./stage/paint.ts";

const matrixHelp = `npm run matrix

  --help        show this help

Plays every lesson on the stage before its own (symptom), on its own and on
every later stage (cure), and writes the results into README.md. This takes
some minutes. README.md is not written if a lesson could not be played.`;

const matrixOptions = {
  help: { type: "boolean", short: "h", default: false },
} as const;
export const options = Object.keys(matrixOptions);

const file = join(course.root, "README.md");

/** Plays every lesson on each stage that it applies to; writes the results. */
export async function main(args: string[]) {
  const { values } = parseOrRefuse(
    () => parseArgs({ args, options: matrixOptions }),
    matrixHelp,
  );
  if (values.help) return print(matrixHelp);
  // Fails before the lessons are played if README.md has no place for them.
  readMatrix(readFileSync(file, "utf8"));
  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  const story = createStory(console.log, paint);
  const played: PlayedCell[] = [];
  for (const cell of cellsOf(course)) {
    const directory = join(course.root, cell.stage);
    const { result } = await play({ ...cell, directory, story });
    played.push({ ...cell, result });
    console.log();
  }
  console.log(toText(course, played));
  finish(played);
}

function finish(played: PlayedCell[]) {
  const results = played.map(({ result }) => result);
  if (results.includes("harness error")) {
    console.error("README.md is unchanged: some lessons could not be played.");
    process.exitCode = 3;
    return;
  }
  const readme = readFileSync(file, "utf8");
  writeFileSync(file, writeMatrix(readme, toMarkdown(course, played)));
  process.exitCode = results.every((result) => result === "holds") ? 0 : 1;
}

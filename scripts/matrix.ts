import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
import { createPaint } from "./stage/paint.ts";

const file = join(course.root, "README.md");

/** Plays every lesson wherever it applies; writes what came of it. */
export async function main() {
  // Without a place to write to, minutes of playing would be in vain.
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
    console.error("README.md is left as it was: not all could be played.");
    process.exitCode = 3;
    return;
  }
  const readme = readFileSync(file, "utf8");
  writeFileSync(file, writeMatrix(readme, toMarkdown(course, played)));
  process.exitCode = results.every((result) => result === "holds") ? 0 : 1;
}

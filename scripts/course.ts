import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "./command/did-you-mean.ts";
import { refuseSkipped } from "./series/series.ts";
import { UsageError } from "./stage/errors.ts";

export const courseDirectory = dirname(dirname(fileURLToPath(import.meta.url)));

/** The stages in the order of the talk; each builds on the one before. */
export const stages = [
  "demo01",
  "demo02",
  "demo03",
  "demo05",
  "demo06",
  "demo07",
  "demo08",
  "demo99",
];

/** The stage that "1", "01", "demo01", or a path such as "." names. */
export function findStage(text: string): string {
  const inCourse = dirname(resolve(text)) === courseDirectory;
  const named = inCourse ? basename(resolve(text)) : text;
  const number = /^\d$/.test(named) ? `0${named}` : named;
  const found = stages.find((stage) =>
    [number, `demo${number}`].includes(stage),
  );
  if (found) return found;
  refuseSkipped(text);
  const hint = didYouMean(text, stages);
  throw new UsageError(
    `There is no stage ${text}: the stages are ${stages.join(", ")}.${hint}`,
  );
}

/** The folder of a stage; any folder with a stage.json is a stage, too. */
export function findStageDirectory(text: string): string {
  const path = resolve(text);
  const isFolder = /[./\\]/.test(text) && existsSync(join(path, "stage.json"));
  return isFolder ? path : join(courseDirectory, findStage(text));
}

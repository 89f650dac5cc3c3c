import { writeFileSync } from "node:fs";
import { courseDirectory, findStage, stages } from "./course.ts";
import {
  diffHelp,
  diffOptions,
  parseDiffArguments,
} from "./series/diff/arguments.ts";
import { compareStages } from "./series/diff/compare.ts";
import { renderStat } from "./series/diff/stat.ts";
import { renderDiff } from "./series/diff/terminal.ts";
import { page } from "./series/pager.ts";
import { print } from "./series/print.ts";
import { UsageError } from "./stage/errors.ts";
import { createPaint } from "./stage/paint.ts";

export const options = Object.keys(diffOptions);

/** Shows the differences between two stages. */
export async function main(args: string[]) {
  const series = { root: courseDirectory, stages, find: findStage };
  const wanted = parseDiffArguments(args, series, process.env);
  if (wanted.help) return print(diffHelp);
  const comparison = compareStages(series, wanted.from, wanted.to);
  if (wanted.html) {
    // Loaded on demand: diff2html would double the time of the others.
    const { renderPage } = await import("./series/page/page.ts");
    return write(wanted.html, await renderPage(comparison));
  }
  const isColoured = wanted.color || (process.stdout.hasColors?.() ?? false);
  const paint = createPaint(isColoured);
  const render = wanted.stat ? renderStat : renderDiff;
  await page(render(comparison, paint));
}

function write(file: string, html: string) {
  try {
    writeFileSync(file, html);
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`${file} cannot be written: ${message}`, { cause });
  }
  print(`Written: ${file}`);
}

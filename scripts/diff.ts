import { writeFileSync } from "node:fs";
import { courseDirectory, findStage, stages } from "./course.ts";
import { diffHelp, parseDiffArguments } from "./series/diff/arguments.ts";
import { compareStages } from "./series/diff/compare.ts";
import { renderStat } from "./series/diff/stat.ts";
import { renderDiff } from "./series/diff/terminal.ts";
import { print } from "./series/print.ts";
import { UsageError } from "./stage/errors.ts";
import { createPaint } from "./stage/paint.ts";

const series = { root: courseDirectory, stages, find: findStage };

/** Shows what one stage has that another one has not. */
export async function main(args: string[]) {
  try {
    await diff(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

async function diff(args: string[]) {
  const wanted = parseDiffArguments(args, series, process.env);
  if (wanted.help) return print(diffHelp);
  const comparison = compareStages(series, wanted.from, wanted.to);
  if (wanted.html) {
    // Loaded on demand: highlighting would double the time of the others.
    const { renderPage } = await import("./series/page/page.ts");
    return write(wanted.html, await renderPage(comparison));
  }
  const isColoured = wanted.color || (process.stdout.hasColors?.() ?? false);
  const paint = createPaint(isColoured);
  const render = wanted.stat ? renderStat : renderDiff;
  print(render(comparison, paint));
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

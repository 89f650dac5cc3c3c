import { courseDirectory, findStage, stages } from "./course.ts";
import { parseCarryArguments } from "./series/carry/arguments.ts";
import { carry } from "./series/carry/carry.ts";
import { print } from "./series/print.ts";
import { UsageError } from "./stage/errors.ts";
import { createPaint } from "./stage/paint.ts";

const series = { root: courseDirectory, stages };

/** Carries a change in one stage through all later ones. */
export async function main(args: string[]) {
  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  try {
    const wanted = parseCarryArguments(args, findStage, process.env);
    process.exitCode = carry(series, wanted, { print, paint });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

import { courseDirectory, findStage, stages } from "./course.ts";
import { carryOptions, parseCarryArguments } from "./series/carry/arguments.ts";
import { carry } from "./series/carry/carry.ts";
import { print } from "./series/print.ts";
import { createPaint } from "./stage/paint.ts";

export const options = Object.keys(carryOptions);

/** Carries a change in one stage through all later ones. */
export function main(args: string[]) {
  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  const series = { root: courseDirectory, stages };
  const wanted = parseCarryArguments(args, findStage);
  process.exitCode = carry(series, wanted, { print, paint });
}

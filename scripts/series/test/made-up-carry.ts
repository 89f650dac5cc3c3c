import { createPaint } from "../../stage/paint.ts";
import type { CarryArguments } from "../carry/arguments.ts";
import { carry } from "../carry/carry.ts";
import { createMadeUpSeries } from "./made-up-series.ts";

type Stages = Record<string, Record<string, string>>;
type Start = Extract<CarryArguments, { action: "start" }>;
export type MadeUpCarry = ReturnType<typeof createMadeUpCarry>;

/** A committed series, with the commands and the output of carry. */
export function createMadeUpCarry(stages: Stages) {
  const course = createMadeUpSeries(stages);
  const paint = createPaint(false);
  let printed: string[] = [];
  course.commit();

  function run(wanted: CarryArguments) {
    printed = [];
    const print = (text: string) => printed.push(text);
    return carry(course.series, wanted, { print, paint });
  }

  return {
    ...course,
    start: (options: Partial<Start> = {}) =>
      run({
        action: "start",
        stage: "demo01",
        from: undefined,
        isDryRun: false,
        ...options,
      }),
    goOn: () => run({ action: "continue" }),
    abort: () => run({ action: "abort" }),
    /** The lines about files: "demo02 merged commons/http.ts". */
    done: () =>
      printed
        .join("\n")
        .split("\n")
        .filter((line) => line.startsWith("demo"))
        .map((line) => line.replace(/ +/g, " ")),
    said: () => printed.join("\n"),
  };
}

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { testsBelow } from "./files.ts";

/**
 * The test files of stages, each distinct one once, in the last stage that has
 * it: a file repeats another one if both, and the files that they are named
 * after, are the same.
 */
export function distinctTests(root: string, stages: string[]): string[] {
  const seen = new Set<string>();
  const found = stages.toReversed().flatMap((stage) =>
    testsBelow(join(root, stage)).filter((test) => {
      const text = textOf(test, join(root, stage));
      return !seen.has(text) && seen.add(text);
    }),
  );
  return found.sort();
}

/** Of a test that differs between stages, the last. */
export function inLast(tests: string[]): string[] {
  const nameOf = (test: string) => test.slice(test.indexOf("/"));
  const names = tests.map(nameOf);
  return tests.filter((test, i) => names.lastIndexOf(nameOf(test)) === i);
}

/** `test/pie.test.ts` is named after `pie.ts` or `src/pie.ts`. */
function textOf(test: string, stage: string): string {
  const name = basename(test).replace(/\.test\.tsx?$/, ".ts");
  const folder = dirname(dirname(test));
  const texts = [test, join(folder, name), join(folder, "src", name)]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
  return [relative(stage, test), ...texts].join("\n");
}

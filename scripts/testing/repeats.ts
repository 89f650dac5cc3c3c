import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { testsBelow } from "./files.ts";

/**
 * The test files of stages, each once, in the last stage that has it. With
 * `isByText`, a test runs again where it differs, or the file that it is named
 * after.
 */
export function distinctTests(
  root: string,
  stages: string[],
  isByText: boolean,
): string[] {
  const seen = new Set<string>();
  return stages.toReversed().flatMap((stage) =>
    testsBelow(join(root, stage)).filter((test) => {
      const texts = isByText ? textsOf(test) : [];
      const key = [relative(join(root, stage), test), ...texts].join("\n");
      return !seen.has(key) && seen.add(key);
    }),
  );
}

/** `test/pie.test.ts` is named after `pie.ts` or `src/pie.ts`. */
function textsOf(test: string): string[] {
  const name = basename(test).replace(/\.test\.tsx?$/, ".ts");
  const folder = dirname(dirname(test));
  return [test, join(folder, name), join(folder, "src", name)]
    .filter(existsSync)
    .map((file) => readFileSync(file, "utf8"));
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { filesBelow, testsBelow } from "./files.ts";

const imported = /(?:\bfrom|\bimport\(?)\s*["']([^"']+)["']/g;
/** Modules with which a test may read files that no import names. */
const blind = /^node:(fs|child_process|worker_threads|vm)\b/;

/**
 * The test files of stages, each distinct one once, in the last stage that has
 * it: a file repeats another one if both, the files that they (and helpers of
 * tests) import, the pages beside them and the stage's own packages are the same.
 */
export function distinctTests(root: string, stages: string[]): string[] {
  const seen = new Set<string>();
  const found = stages.toReversed().flatMap((stage) =>
    testsBelow(join(root, stage)).filter((test) => {
      const print = fingerprint(test, join(root, stage));
      const isNew = !seen.has(print);
      seen.add(print);
      return isNew;
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

/** One of a kind if the test may depend on files that no import names. */
function fingerprint(test: string, stage: string): string {
  const files = new Set([test]);
  // Of helpers of tests, what they import counts, too.
  for (const file of files) {
    if (file !== test && !/[\\/]test[\\/]/.test(file)) continue;
    if (!existsSync(file)) continue;
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(imported)) {
      if (blind.test(name)) return test;
      if (name.startsWith(".")) files.add(resolve(dirname(file), name));
      if (name.startsWith("#")) files.add(join(stage, name.slice(1)));
    }
  }
  const isPage = (file: string) => !/\.tsx?$/.test(file);
  for (const page of filesBelow(join(test, "../..")).filter(isPage)) {
    files.add(page);
  }
  const hash = createHash("sha256");
  for (const file of [...files].filter((file) => existsSync(file)).sort()) {
    hash.update(`${file.slice(stage.length)}\n`).update(readFileSync(file));
  }
  return hash.update(ownPackages(stage)).digest("hex");
}

/** A stage has packages of its own where their versions differ. */
function ownPackages(stage: string): string {
  const folder = join(stage, "node_modules");
  return existsSync(folder) ? readdirSync(folder).join() : "";
}

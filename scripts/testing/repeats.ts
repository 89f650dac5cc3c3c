import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { filesBelow, testsBelow } from "./files.ts";

const imported = /(?:\bfrom|\bimport\(?)\s*["']([^"']+)["']/g;
/** Modules with which a test may read files that no import names. */
const blind = /^node:(fs|child_process|worker_threads|vm)\b/;

/**
 * The test files of stages, but for those that repeat one of an earlier stage:
 * the file, all that it imports, and the pages beside it are the same there.
 */
export function distinctTests(root: string, stages: string[]): string[] {
  const seen = new Set<string>();
  return stages.flatMap((stage) =>
    testsBelow(join(root, stage)).filter((test) => {
      const print = fingerprint(test, join(root, stage));
      const isNew = !seen.has(print);
      seen.add(print);
      return isNew;
    }),
  );
}

/** Of a test that differs between stages, the last. */
export function inLast(tests: string[]): string[] {
  const nameOf = (test: string) => test.slice(test.indexOf("/"));
  const names = tests.map(nameOf);
  return tests.filter((test, i) => names.lastIndexOf(nameOf(test)) === i);
}

/** One of a kind if the test may depend on files that no import names. */
function fingerprint(test: string, stage: string): string {
  const files = new Set<string>();
  const waiting = [test];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (files.has(file) || !existsSync(file)) continue;
    files.add(file);
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(imported)) {
      if (name.startsWith(".")) waiting.push(resolve(dirname(file), name));
      else if (name.startsWith("#")) waiting.push(join(stage, name.slice(1)));
      else if (blind.test(name)) return test;
    }
  }
  const isPage = (file: string) => !/\.tsx?$/.test(file);
  for (const page of filesBelow(join(test, "../..")).filter(isPage)) {
    files.add(page);
  }
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    hash.update(`${file.slice(stage.length)}\n`).update(readFileSync(file));
  }
  return hash.update(ownPackages(stage)).digest("hex");
}

/** A stage has packages of its own where their versions differ. */
function ownPackages(stage: string): string {
  const folder = join(stage, "node_modules");
  return existsSync(folder) ? readdirSync(folder).join() : "";
}

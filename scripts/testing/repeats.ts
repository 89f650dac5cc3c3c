import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { filesBelow, testsBelow } from "./files.ts";

const imported = /(?:\bfrom|\bimport\(?)\s*["']([^"']+)["']/g;
/** Modules with which a test may read files that no import names. */
const blind = /^node:(fs|child_process|worker_threads|vm)\b/;

/**
 * The test files of stages, but for those that repeat one of an earlier stage:
 * the file, all that it imports, and the pages of these services are the same.
 */
export function distinctTests(root: string, stages: string[]): string[] {
  const seen = new Set<string>();
  return stages.flatMap((stage) =>
    testsBelow(join(root, stage)).filter((test) => {
      const print = fingerprint(test, join(root, stage));
      const isNew = print === undefined || !seen.has(print);
      if (print) seen.add(print);
      return isNew;
    }),
  );
}

/** Undefined if the test may depend on files that no import names. */
function fingerprint(test: string, stage: string): string | undefined {
  const { files, packages } = reach(test, stage);
  if (packages.some((name) => blind.test(name))) return undefined;
  const homes = new Set(files.map((file) => homeOf(file, stage)));
  const others = [...homes]
    .flatMap(filesBelow)
    .filter((file) => !/\.tsx?$/.test(file));
  const places = packages
    .filter((name) => existsSync(join(stage, "node_modules", name)))
    .map((name) => join(stage, "node_modules", name));
  const contents = [...new Set([...files, ...others])].map(
    (file) => `${file.slice(stage.length)} ${hash(readFileSync(file))}`,
  );
  return hash([...contents, ...places].sort().join("\n"));
}

/** The files that a file imports, and those that they import. */
function reach(test: string, stage: string) {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [test];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (files.has(file) || !existsSync(file)) continue;
    files.add(file);
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(imported)) {
      if (name.startsWith(".")) waiting.push(resolve(dirname(file), name));
      else if (name.startsWith("#")) waiting.push(join(stage, name.slice(1)));
      else packages.add(name);
    }
  }
  return { files: [...files], packages: [...packages] };
}

/** demo03/services/registry, demo03/client/web, or demo03/commons. */
function homeOf(file: string, stage: string): string {
  const [, first = "", second = "", ...rest] = file
    .slice(stage.length)
    .split(/[\\/]/);
  return rest.length > 0 && first !== "commons"
    ? join(stage, first, second)
    : join(stage, first);
}

function hash(content: string | Buffer) {
  return createHash("sha256").update(content).digest("hex");
}

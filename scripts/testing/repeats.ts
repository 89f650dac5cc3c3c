import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build, type Metafile } from "esbuild";
import { filesBelow, testsBelow } from "./files.ts";

/** For the path of a test: the earlier stage that has the very same. */
export type Repeats = Map<string, string>;

type Inputs = Metafile["inputs"];

/** What these can read, imports do not tell. */
const blind = /^node:(fs|child_process|worker_threads|vm)\b/;

/**
 * Finds the tests in which an earlier stage would only be tested again: the
 * same test, and the same of everything that it reaches. That is all it
 * imports, the packages' places, and what else but code lies in the folders
 * of these services.
 */
export async function findRepeats(
  root: string,
  stages: string[],
): Promise<Repeats> {
  const tests = stages.flatMap((stage) => testsBelow(join(root, stage)));
  const inputs = await readImports(root, tests);
  const repeats: Repeats = new Map();
  const first = new Map<string, string>();
  for (const stage of stages) {
    for (const test of testsBelow(join(root, stage))) {
      const print = fingerprint(root, stage, toPath(root, test), inputs);
      const earlier = print && first.get(print);
      if (earlier) repeats.set(test, earlier);
      else if (print) first.set(print, stage);
    }
  }
  return repeats;
}

/** Who imports whom; empty if something cannot be built, as a test will tell. */
async function readImports(root: string, tests: string[]): Promise<Inputs> {
  const built = await build({
    absWorkingDir: root,
    entryPoints: tests,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: "nowhere",
    write: false,
    metafile: true,
    logLevel: "silent",
  }).catch(() => undefined);
  return built?.metafile.inputs ?? {};
}

/** Undefined when it cannot be known what the test reaches. */
function fingerprint(
  root: string,
  stage: string,
  test: string,
  inputs: Inputs,
): string | undefined {
  const { files, packages } = reach(test, inputs);
  if (files.length === 0 || packages.some((name) => blind.test(name))) {
    return undefined;
  }
  const homes = new Set(files.map((file) => homeOf(file)));
  const others = [...homes].flatMap((home) => otherFiles(root, home));
  const lines = [...files, ...others].map((file) => {
    const within = file.startsWith(`${stage}/`)
      ? file.slice(stage.length)
      : file;
    return `${within} ${hash(readFileSync(join(root, file)))}`;
  });
  const places = packages.map((name) => `${name} ${place(root, stage, name)}`);
  return hash([...lines, ...places].sort().join("\n"));
}

function reach(test: string, inputs: Inputs) {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [test];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    const input = inputs[file];
    if (!input || files.has(file)) continue;
    files.add(file);
    for (const { path, external } of input.imports) {
      if (external) packages.add(path);
      else waiting.push(path);
    }
  }
  return { files: [...files], packages: [...packages] };
}

/** demo03/services/registry, demo03/client/web, or demo03/commons. */
function homeOf(file: string) {
  return file.split("/").slice(0, -1).slice(0, 3).join("/");
}

function otherFiles(root: string, home: string) {
  return filesBelow(join(root, home))
    .filter((file) => !file.endsWith(".ts"))
    .map((file) => toPath(root, file));
}

/** A stage has a package of its own where its version differs. */
function place(root: string, stage: string, name: string) {
  const [first = "", second = ""] = name.split("/");
  const folder = first.startsWith("@") ? join(first, second) : first;
  const own = join(stage, "node_modules", folder);
  return existsSync(join(root, own)) ? own : "";
}

function toPath(root: string, file: string) {
  return relative(root, file).split(sep).join("/");
}

function hash(content: string | Buffer) {
  return createHash("sha256").update(content).digest("hex");
}

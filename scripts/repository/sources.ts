import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { filesBelow } from "../testing/files.ts";

/** A file of a stage; `path` is below the stage, with slashes. */
export type Source = { stage: string; path: string; text: string };

const code = /\.(ts|tsx|mts|mjs|js)$/;

/** Every hand-written file of a stage. */
export function readStage(stage: string): Source[] {
  return readFolder(stage);
}

/** The course's own programs. */
export function readScripts(): Source[] {
  return readFolder("scripts");
}

/** The slides, and the texts about the course as a whole. */
export function readTexts(): Source[] {
  const texts = ["README.md", "CONTRIBUTING.md"].map((path) => ({
    stage: ".",
    path,
    text: readFileSync(join(courseDirectory, path), "utf8"),
  }));
  return [...texts, ...readFolder("slides")];
}

/** The paths of all texts of the course, below its folder, with slashes. */
export function textsOfCourse(): string[] {
  const entries = readdirSync(courseDirectory, { withFileTypes: true });
  const files = entries.flatMap((entry) => {
    const path = join(courseDirectory, entry.name);
    if (!entry.isDirectory()) return [path];
    return /^(\.|node_modules$)/.test(entry.name) ? [] : filesBelow(path);
  });
  return files
    .filter((file) => file.endsWith(".md"))
    .map((file) => relative(courseDirectory, file).split(sep).join("/"));
}

function readFolder(name: string): Source[] {
  const folder = join(courseDirectory, name);
  return filesBelow(folder).map((file) => ({
    stage: name,
    path: relative(folder, file).split(sep).join("/"),
    text: readFileSync(file, "utf8"),
  }));
}

/** The code of all stages. */
export function readCode(): Source[] {
  return stages.flatMap(readStage).filter(({ path }) => code.test(path));
}

export function isTest({ path }: Source): boolean {
  return /(^|\/)test\/|\.test\.tsx?$|^bdd\//.test(path);
}

const imported =
  /^(?:import|export|\})(?:[^"'\n]*\bfrom)? ["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

/** The specifiers of all imports of a file. */
export function importsOf({ text }: Source): string[] {
  return [...text.matchAll(imported)].map(
    ([, fixed, dynamic]) => (fixed ?? dynamic) as string,
  );
}

/** "stage/path: complaint" for each complaint of a rule. */
export function complaints(
  sources: Source[],
  rule: (source: Source) => string[],
): string[] {
  return sources.flatMap((source) =>
    rule(source).map((text) => `${source.stage}/${source.path}: ${text}`),
  );
}

export function sourceOf(path: string, text: string): Source {
  return { stage: "demo00", path, text };
}

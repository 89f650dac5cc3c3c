import { dirname, join } from "node:path/posix";
import { importsOf, isTest, type Source } from "../repository/sources.ts";
import type { Service } from "../stage/services.ts";

export type Stage = { services: Service[]; sources: Source[] };

export const boot = "commons/boot.ts";

/** The files of a service itself, and those that only some services share. */
export function filesOf({ path }: Service, { sources }: Stage): Source[] {
  const platform = reach(sources, [boot, "commons/server.ts"]);
  const own = sources.filter(
    (source) =>
      source.path.startsWith(`${path}/src/`) &&
      source.path.endsWith(".ts") &&
      !isTest(source),
  );
  const reached = reach(
    sources,
    own.map((source) => source.path),
  );
  return sources.filter(
    (source) => reached.has(source.path) && !platform.has(source.path),
  );
}

/** The paths of these files, and of all that they import. */
export function reach(sources: Source[], paths: string[]): Set<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  function visit(path: string) {
    const source = byPath.get(path);
    if (!source || reached.has(path)) return;
    reached.add(path);
    for (const target of importedPaths(source)) visit(target);
  }
  for (const path of paths) visit(path);
  return reached;
}

/** Below the stage, as the paths of sources are. */
export function importedPaths(source: Source): string[] {
  return importsOf(source).map((specifier) =>
    specifier.startsWith("#")
      ? specifier.slice(1)
      : join(dirname(source.path), specifier),
  );
}

export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { didYouMean } from "../command/did-you-mean.ts";
import { UsageError } from "../stage/errors.ts";

const ending = ".feature";

/** The names of the features of a stage, such as "sign-up". */
export function featuresOf(directory: string): string[] {
  const folder = join(directory, "bdd");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const names = files
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending));
  if (names.length > 0) return names.sort();
  throw new UsageError(`${basename(directory)} has no features in bdd/.`);
}

/**
 * The files of the named features; of all, if none is named. Paths are below
 * `from`, the folder where npm was called.
 */
export function findFeatures(
  directory: string,
  named: string[],
  from = process.cwd(),
): string[] {
  const names = featuresOf(directory);
  const wanted = named.length > 0 ? named : names;
  return wanted.map((text) => {
    const name = basename(text, ending);
    const file = join(directory, "bdd", `${name}${ending}`);
    const isNamed = [name, `${name}${ending}`].includes(text);
    const isFound = isNamed || resolve(from, text) === file;
    if (names.includes(name) && isFound) return file;
    throw unknown(text, names);
  });
}

function unknown(text: string, names: string[]) {
  const hint = didYouMean(text, names);
  return new UsageError(
    `There is no feature ${text}: the features are ${names.join(", ")}.${hint}`,
  );
}

import type { Edit as Replacement } from "../lessons/variant.ts";

/** A fault to put into the code, and the tests of which one has to fail. */
export type Mutant = Replacement & { about: string; tests: string[] };

export type Edit = [about: string, find: string, replace: string];

/** Faults in one file that the same tests have to find. */
export function inFile(file: string, tests: string[], edits: Edit[]): Mutant[] {
  return edits.map(([about, find, replace]) => {
    return { about, file, find, replace, tests };
  });
}

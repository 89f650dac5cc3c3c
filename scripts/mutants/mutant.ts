/** A fault to put into the code, and the tests of which one has to fail. */
export type Mutant = {
  about: string;
  file: string;
  /** Must be in the file exactly once. */
  find: string;
  replace: string;
  tests: string[];
};

export type Edit = [about: string, find: string, replace: string];

/** Faults in one file that the same tests have to find. */
export function inFile(file: string, tests: string[], edits: Edit[]): Mutant[] {
  return edits.map(([about, find, replace]) => {
    return { about, file, find, replace, tests };
  });
}

/** The text with the fault; throws unless it has a place for it, and one only. */
export function putFault(text: string, mutant: Mutant): string {
  const { file, find, replace, about } = mutant;
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  const found = `${parts.length - 1} times, not once`;
  throw new Error(`"${about}": ${file} has this ${found}:\n${find}`);
}

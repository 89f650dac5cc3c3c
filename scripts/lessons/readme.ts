const begin = "<!-- matrix: npm run matrix -->";
const end = "<!-- /matrix -->";

/** The generated part of a README. */
export function readMatrix(readme: string): string {
  return split(readme).matrix.trim();
}

/** The README with this matrix instead of its own. */
export function writeMatrix(readme: string, matrix: string): string {
  const { before, after } = split(readme);
  return `${before}\n\n${matrix}\n\n${after}`;
}

function split(readme: string) {
  const from = readme.indexOf(begin) + begin.length;
  const to = readme.indexOf(end);
  if (!readme.includes(begin) || to < from) {
    throw new Error(`The README lacks "${begin}" and "${end}" after it.`);
  }
  return {
    before: readme.slice(0, from),
    matrix: readme.slice(from, to),
    after: readme.slice(to),
  };
}

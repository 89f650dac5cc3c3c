import { closest, distance } from "fastest-levenshtein";

/** " Did you mean demo03?", or "" where no candidate is similar. */
export function didYouMean(text: string, candidates: string[]): string {
  const most = Math.ceil(text.length / 4);
  const [best] = spellings(text)
    .map((spelling) => {
      const { found, steps } = nearest(spelling, candidates);
      // Two letters in the wrong order are one mistake.
      return { found, steps: steps + Number(spelling !== text) };
    })
    .sort((left, right) => left.steps - right.steps);
  return best?.found && best.steps <= most
    ? ` Did you mean ${best.found}?`
    : "";
}

/** The text, and the text with each two neighbouring letters exchanged. */
function spellings(text: string): string[] {
  const exchanged = [...text].slice(1).map((_, i) => {
    return text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2);
  });
  return [text, ...exchanged];
}

/** Of several candidates as near as each other, the one with most letters. */
function nearest(text: string, candidates: string[]) {
  if (candidates.length === 0) return { found: "", steps: 0 };
  const steps = distance(text, closest(text, candidates));
  const [found = ""] = candidates
    .filter((candidate) => distance(text, candidate) === steps)
    .sort((left, right) => common(text, right) - common(text, left));
  return { found, steps };
}

function common(text: string, candidate: string): number {
  return [...text].filter((letter) => candidate.includes(letter)).length;
}

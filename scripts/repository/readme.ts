import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The headings of a stage's README, in their order. */
export const headings = [
  "What is new",
  "See the problem",
  "Run it",
  "See it solved",
  "What changed",
  "The eight files",
  "How it works, and the alternatives",
  "Build it yourself",
  "Experiments",
  "What is still wrong",
];

export function headingsOf(markdown: string): string[] {
  return [...outsideCode(markdown).matchAll(/^## (.+)$/gm)].map(
    ([, heading]) => heading as string,
  );
}

/** The npm commands that a README shows, as words. */
export function npmCommands(markdown: string): string[][] {
  const shown = markdown.matchAll(/(?:^|`|\$ |&& )npm ([^`\n#&|]+)/gm);
  return [...shown].map(([, words = ""]) => words.trim().split(/\s+/));
}

export function countWords(markdown: string): number {
  return markdown.split(/\s+/).filter(Boolean).length;
}

/** The lines of code that a README quotes: now in its stage, or before it. */
export function quotedLines(markdown: string) {
  const blocks = markdown.matchAll(/^```(diff|ts)\n([\s\S]*?)^```/gm);
  const lines = [...blocks].flatMap(([, language, code = ""]) =>
    code.split("\n").map((line) => (language === "ts" ? `+${line}` : line)),
  );
  const withMark = (marks: string) =>
    lines
      .filter((line) => marks.includes(line.charAt(0)) && line.length > 1)
      .map((line) => line.slice(1));
  return { now: withMark("+ "), before: withMark("-") };
}

/** Links to files that do not exist. */
export function brokenLinks(markdown: string, file: string): string[] {
  const links = outsideCode(markdown).matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
  return [...links]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(dirname(file), target)));
}

function outsideCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "");
}

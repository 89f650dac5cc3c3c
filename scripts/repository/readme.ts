import { existsSync, readFileSync } from "node:fs";
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

/** Links to files, and to headings in them, that do not exist. */
export function brokenLinks(markdown: string, file: string): string[] {
  return linksOf(markdown).filter((target) => {
    const [path = "", anchor] = target.split("#");
    const linked = join(dirname(file), path);
    if (path && !existsSync(linked)) return true;
    if (anchor === undefined) return false;
    const text = path ? readFileSync(linked, "utf8") : markdown;
    return !anchorsOf(text).includes(anchor);
  });
}

/** The targets of all links inside the course. */
export function linksOf(markdown: string): string[] {
  const links = outsideCode(markdown).matchAll(/\]\(([^)\s]+)[^)]*\)/g);
  return [...links]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub gives to the headings of a text. */
export function anchorsOf(markdown: string): string[] {
  return headingsOf(markdown).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** The number of lines below each heading, without empty ones. */
export function linesBelowHeadings(markdown: string): Record<string, number> {
  const [, ...sections] = markdown.split(/^## /m);
  return Object.fromEntries(
    sections.map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      return [heading, lines.filter((line) => line.trim()).length];
    }),
  );
}

function outsideCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "");
}

import { isTest, type Source } from "./sources.ts";

/** An entry of "The eight files"; `isIdea`: it says "idea". */
export type Entry = { path: string; isIdea: boolean };

/** The list below a README's heading "The eight files". */
export function readingList(markdown: string): Entry[] {
  const [, rest = ""] = markdown.split(/^#{2,4} The eight files.*$/m);
  const [section = ""] = rest.split(/^#{1,4} /m);
  return section.split(/^(?:[-*]|\d+\.) /m).flatMap((item) => {
    const found = /\]\(([^)#\s]+)\)|`([^`\s]+)`/.exec(item);
    const path = found?.[1] ?? found?.[2];
    return path ? [{ path, isIdea: /\bidea\b/i.test(item) }] : [];
  });
}

export function countLines({ text }: Pick<Source, "text">): number {
  return text.replace(/\n$/, "").split("\n").length;
}

/** "path: lines" for each source that is longer than `most`. */
export function longerThan(most: number, sources: Source[]): string[] {
  return sources
    .filter((source) => countLines(source) > most)
    .map((source) => `${source.path}: ${countLines(source)}`);
}

/** The number of lines of the median file; half of the files are shorter. */
export function medianLines(sources: Source[]): number {
  const lengths = sources.map(countLines).toSorted((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/** The hand-written code of a stage, without tests. */
export function isSource(source: Source): boolean {
  const { path } = source;
  return (
    /^(commons|services\/[^/]+\/src|client)\/.*\.tsx?$/.test(path) &&
    !isTest(source)
  );
}

/** The names of the services that have a folder in a stage. */
export function servicesOf(sources: Source[]): string[] {
  const names = sources.map(({ path }) => /^services\/([^/]+)\//.exec(path));
  return [...new Set(names.flatMap((match) => match?.[1] ?? []))];
}

import { partsOn } from "./arguments.ts";
import { type Lesson, numberOf, type Outcome, type Part } from "./lesson.ts";

type Course = { stages: string[]; lessons: Lesson[] };
/** A lesson on a stage where its symptom or its cure is due. */
export type Cell = { lesson: Lesson; stage: string; part: Part };
export type PlayedCell = Cell & Pick<Outcome, "result">;

/** Each lesson on the stage before its own, its own, and all later ones. */
export function cellsOf({ lessons, stages }: Course): Cell[] {
  return lessons.flatMap((lesson) => {
    const before = stages.indexOf(lesson.stage) - 1;
    return stages.slice(before).flatMap((stage) => {
      const parts = partsOn(stage, lesson, stages);
      return parts.map((part) => ({ lesson, stage, part }));
    });
  });
}

/** A symptom, or a cure on the lesson's own stage. */
export function isShownFirst({ lesson, stage, part }: Cell) {
  return part === "symptom" || stage === lesson.stage;
}

const words: Record<Part, Record<Outcome["result"], string>> = {
  symptom: {
    holds: "symptom",
    "does not hold": "NO SYMPTOM",
    "harness error": "ERROR",
  },
  cure: {
    holds: "cured",
    "does not hold": "NOT CURED",
    "harness error": "ERROR",
  },
};

/** The results of one lesson, stage by stage. */
function rowOf(lesson: Lesson, stages: string[], played: PlayedCell[]) {
  const due = cellsOf({ lessons: [lesson], stages });
  return stages.map((stage) => {
    const isHere = (one: Cell) => one.lesson === lesson && one.stage === stage;
    // A chapter shows symptom and cure on one stage: what fails comes first.
    const cells = played.filter(isHere);
    const cell = cells.find(({ result }) => result !== "holds") ?? cells.at(-1);
    if (cell) return words[cell.part][cell.result];
    return due.some(isHere) ? "not now" : "–";
  });
}

/** The matrix as a table of Markdown. */
export function toMarkdown({ lessons, stages }: Course, played: PlayedCell[]) {
  const rows = lessons.map((lesson) => [
    `[${numberOf(lesson)}](${lesson.stage}/README.md): ${lesson.title}`,
    ...rowOf(lesson, stages, played),
  ]);
  const titles = ["lesson", ...stages];
  return [titles, titles.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** The matrix for a terminal of 80 columns. */
export function toText({ lessons, stages }: Course, played: PlayedCell[]) {
  const rows = lessons.map((lesson) => [
    numberOf(lesson),
    ...rowOf(lesson, stages, played),
  ]);
  const width = Math.max(7, ...lessons.map((one) => numberOf(one).length));
  return [["lesson", ...stages], ...rows]
    .map(([lesson = "", ...cells]) =>
      [lesson.padEnd(width), ...cells.map((cell) => cell.padEnd(7))]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

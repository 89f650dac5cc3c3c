import { basename, dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { didYouMean } from "../command/did-you-mean.ts";
import { parseOrRefuse } from "../series/options.ts";
import { refuseSkipped, type Series } from "../series/series.ts";
import { UsageError } from "../stage/errors.ts";
import { type Lesson, numberOf, type Part } from "./lesson.ts";

export type Course = Series & {
  lessons: Lesson[];
  /** The folder of the stage that a text names. */
  find: (text: string) => string;
};

export type Wanted = {
  lesson: Lesson;
  /** In the order in which they are played. */
  parts: Part[];
  directory: string;
};

const options = {
  on: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * The arguments of `npm run lesson`; undefined if it has to show its help.
 * Fails with a message for the user.
 */
export function parseLessonArguments(
  args: string[],
  course: Course,
  env: NodeJS.ProcessEnv = {},
): Wanted | undefined {
  const help = lessonHelp(course.lessons);
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options, allowPositionals: true }),
    help,
  );
  if (values.help) return undefined;
  const [text, ...rest] = positionals;
  if (!text || rest.length > 0)
    throw new UsageError(`Name one lesson.\n\n${help}`);
  const lesson = findLesson(text, course);
  const { on = lesson.stage } = values;
  return { lesson, ...place(lesson, on, course, env.INIT_CWD ?? ".") };
}

function findLesson(text: string, { lessons, find, stages }: Course): Lesson {
  refuseSkipped(text);
  const numbers = lessons.map(numberOf);
  const all = `the lessons are ${numbers.join(", ")}.`;
  const number = toNumber(text, stages);
  const named = lessons.find((lesson) => numberOf(lesson) === number);
  if (named) return named;
  if (number.includes("-")) {
    const hint = didYouMean(number, numbers);
    throw new UsageError(`There is no lesson ${text}: ${all}${hint}`);
  }
  const stage = basename(find(text));
  const [found, ...others] = lessons.filter((one) => one.stage === stage);
  if (!found) throw new UsageError(`${stage} has no lesson to play: ${all}`);
  if (!found.chapter) return found;
  const names = [found, ...others].map(numberOf).join(", ");
  throw new UsageError(
    `${stage} has a lesson for each chapter. Name one of them: ${names}.`,
  );
}

/** "99-queue" for "99-queue", "demo99-queue" and "queue"; paths stay. */
function toNumber(text: string, stages: string[]) {
  const isWord = /^[a-z]+$/.test(text);
  const name = isWord ? `${stages.at(-1)}-${text}` : text;
  return name.replace(/^demo(?=\d)/, "");
}

/** A folder outside the course is a learner's own stage: the cure is due. */
function place(lesson: Lesson, on: string, course: Course, from: string) {
  refuseSkipped(on);
  const isPath = /[./\\]/.test(on);
  const directory = course.find(isPath ? resolve(from, on) : on);
  const isOfCourse = dirname(directory) === course.root;
  if (!isOfCourse) return { directory, parts: ["cure" as const] };
  const parts = partsOn(basename(directory), lesson, course.stages);
  if (parts.length > 0) return { directory, parts };
  const [number, { stage }] = [numberOf(lesson), lesson];
  throw new UsageError(
    `Lesson ${number} is played on ${stage}, or on a folder of your own.`,
  );
}

/**
 * The parts of a lesson that are due on a stage. The lesson of a chapter has
 * both on its own stage, and none before.
 */
export function partsOn(
  stage: string,
  lesson: Lesson,
  stages: string[],
): Part[] {
  const isBefore = stages.indexOf(stage) < stages.indexOf(lesson.stage);
  if (!lesson.chapter) return [isBefore ? "symptom" : "cure"];
  if (isBefore) return [];
  return stage === lesson.stage ? ["symptom", "cure"] : ["cure"];
}

export function lessonHelp(lessons: Lesson[]) {
  const numbers = lessons.map(numberOf);
  const width = Math.max(...numbers.map(({ length }) => length)) + 2;
  const list = lessons.map((one) => {
    return `  ${numberOf(one).padEnd(width)}${one.title}`;
  });
  return `npm run lesson <number> [-- options]

  03            plays the lesson of demo03 on demo03: the cure
  99-queue      plays the lesson of a chapter: the symptom, then the cure
  --on 02       plays it on another stage; on the one before: the symptom
  --on FOLDER   plays it on a stage of your own: is it cured?
  --help        show this

The lessons:
${list.join("\n")}`;
}

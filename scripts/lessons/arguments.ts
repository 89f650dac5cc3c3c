import { basename, dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
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
  part: Part;
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

function findLesson(text: string, { lessons, find }: Course): Lesson {
  refuseSkipped(text);
  const stage = basename(find(text));
  const found = lessons.find((lesson) => lesson.stage === stage);
  if (found) return found;
  const numbers = lessons.map(numberOf).join(", ");
  throw new UsageError(
    `${stage} has no lesson to play: the lessons are ${numbers}.`,
  );
}

/** A folder outside the course is a learner's own stage: the cure is due. */
function place(lesson: Lesson, on: string, course: Course, from: string) {
  refuseSkipped(on);
  const isPath = /[./\\]/.test(on);
  const directory = course.find(isPath ? resolve(from, on) : on);
  const isOfCourse = dirname(directory) === course.root;
  const part = isOfCourse
    ? partOn(basename(directory), lesson, course.stages)
    : "cure";
  return { directory, part } as const;
}

/** The part of a lesson that is due on a stage: symptom or cure. */
export function partOn(stage: string, lesson: Lesson, stages: string[]): Part {
  const isBefore = stages.indexOf(stage) < stages.indexOf(lesson.stage);
  return isBefore ? "symptom" : "cure";
}

export function lessonHelp(lessons: Lesson[]) {
  const list = lessons.map((one) => `  ${numberOf(one)}  ${one.title}`);
  return `npm run lesson <number> [-- options]

  03            plays the lesson of demo03 on demo03: the cure
  --on 02       plays it on another stage; on the one before: the symptom
  --on FOLDER   plays it on a stage of your own: is it cured?
  --help        show this

The lessons:
${list.join("\n")}`;
}

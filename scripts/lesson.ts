import { lessonHelp, parseLessonArguments } from "./lessons/arguments.ts";
import type { Outcome } from "./lessons/lesson.ts";
import { course } from "./lessons/lessons.ts";
import { play } from "./lessons/play.ts";
import { createStory } from "./lessons/story.ts";
import { print } from "./series/print.ts";
import { UsageError } from "./stage/errors.ts";
import { createPaint } from "./stage/paint.ts";

const exitCodes: Record<Outcome["result"], number> = {
  holds: 0,
  "does not hold": 1,
  "harness error": 3,
};

/** Plays a lesson, as a story to be read while it happens. */
export async function main(args: string[]) {
  try {
    const wanted = parseLessonArguments(args, course, process.env);
    if (!wanted) return print(lessonHelp(course.lessons));
    const paint = createPaint(process.stdout.hasColors?.() ?? false);
    const story = createStory(console.log, paint);
    const { result } = await play({ ...wanted, story });
    process.exitCode = exitCodes[result];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

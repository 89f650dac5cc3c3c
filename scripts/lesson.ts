import { lessonHelp, parseLessonArguments } from "./lessons/arguments.ts";
import type { Outcome } from "./lessons/lesson.ts";
import { course } from "./lessons/lessons.ts";
import { play } from "./lessons/play.ts";
import { createStory } from "./lessons/story.ts";
import { print } from "./series/print.ts";
import { createPaint } from "./stage/paint.ts";

export const options = ["on", "help"];

const exitCodes: Record<Outcome["result"], number> = {
  holds: 0,
  "does not hold": 1,
  "harness error": 3,
};

/** Plays a lesson; prints its steps while they happen. */
export async function main(args: string[]) {
  const wanted = parseLessonArguments(args, course, process.env);
  if (!wanted) return print(lessonHelp(course.lessons));
  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  const story = createStory(console.log, paint);
  const codes: number[] = [];
  for (const part of wanted.parts) {
    if (codes.length > 0) console.log();
    const { result } = await play({ ...wanted, part, story });
    codes.push(exitCodes[result]);
  }
  process.exitCode = Math.max(...codes);
}

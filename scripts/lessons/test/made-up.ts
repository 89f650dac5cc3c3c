import type { Lesson } from "../lesson.ts";
import { createStory } from "../story.ts";

/** A lesson that holds, except for what is given. */
export function madeUpLesson(given: Partial<Lesson> = {}): Lesson {
  const claim = {
    expectation: "something is seen.",
    judge: async () => ({ holds: true, because: "It was seen." }),
  };
  return {
    stage: "demo02",
    title: "something happens",
    stimulus: async () => "facts",
    symptom: claim,
    cure: claim,
    broken: [],
    ...given,
  };
}

/** A story that is kept instead of printed. */
export function keepStory() {
  const lines: string[] = [];
  const story = createStory(
    (line) => lines.push(line),
    (_, text) => text,
  );
  return { story, lines };
}

import { basename } from "node:path";
import {
  type Chapter,
  type Lesson,
  numberOf,
  type Outcome,
  type Part,
  type Scene,
  type Verdict,
} from "./lesson.ts";
import { type OpenStage, openStage } from "./open-stage.ts";
import type { Story } from "./story.ts";
import { createVariant } from "./variant.ts";

type Performance = {
  lesson: Lesson;
  part: Part;
  /** The folder of the stage to play on. */
  directory: string;
  story: Story;
  /** A stage that runs already; a new one is started if not given. */
  on?: OpenStage | undefined;
};

/**
 * Plays a lesson on a stage. Every other failure is a harness error, which says
 * nothing about the stage; never throws.
 */
export async function play(performance: Performance): Promise<Outcome> {
  const { lesson, part, directory, story } = performance;
  const name = basename(directory);
  story.title(`Lesson ${numberOf(lesson)} on ${name}: ${lesson.title}`);
  story.expects(`The ${part}: ${lesson[part].expectation}`);
  const outcome = await playOut(performance).catch(harnessError);
  story.ends(summaryOf(performance, outcome), outcome);
  return outcome;
}

async function playOut(performance: Performance): Promise<Outcome> {
  const { lesson, directory, story, on } = performance;
  story.does(`Start ${basename(directory)}.`);
  const opened = on ?? (await openStage(directory, lesson));
  try {
    if (on) await on.prepare(lesson);
    const { stage, log, crashes } = opened;
    story.sees(`${stage.instances().length} processes are ready.`);
    const scene = { stage, log, story };
    const { part } = performance;
    if (part === "symptom" && lesson.chapter) {
      await showProblem(scene, directory, lesson.chapter);
    }
    const verdict = await judge(performance, scene);
    return crashes.length > 0
      ? { result: "harness error", because: crashes.join("\n") }
      : outcomeOf(verdict);
  } finally {
    if (!on) await opened.close();
  }
}

/** Replaces one service of the stage by an edited copy. */
async function showProblem(
  { stage, story }: Scene,
  directory: string,
  { name, service, problem }: Chapter,
) {
  const files = problem.edits.map(({ file }) => `  ${file}`);
  story.does(
    [`Edit a copy of ${service}: ${problem.about}.`, ...new Set(files)].join(
      "\n",
    ),
  );
  const variant = await createVariant(directory, name, problem.edits);
  await stage.replace(`${service}/1`, variant);
  story.sees(`The edited ${service} has replaced the one of the stage.`);
}

async function judge({ lesson, part }: Performance, scene: Scene) {
  const facts = await lesson.stimulus(scene);
  return lesson[part].judge(scene, facts);
}

function outcomeOf({ holds, because }: Verdict): Outcome {
  return { result: holds ? "holds" : "does not hold", because };
}

function harnessError(error: unknown): Outcome {
  const because = error instanceof Error ? error.message : String(error);
  return { result: "harness error", because };
}

function summaryOf(
  { lesson, part, directory }: Performance,
  { result }: Outcome,
) {
  const claim = `The ${part} of lesson ${numberOf(lesson)}`;
  const isEdited = part === "symptom" && lesson.chapter;
  const name = `${isEdited ? "the edited " : ""}${basename(directory)}`;
  return result === "harness error"
    ? `Harness error: this says nothing about ${name}.`
    : `${claim} ${result} on ${name}.`;
}

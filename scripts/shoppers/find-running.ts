import { basename } from "node:path";
import { findStageDirectory, stages } from "../course.ts";
import { StageError } from "../stage/errors.ts";
import { isStarted, readServices, type Service } from "../stage/services.ts";

const timeoutMs = 2_000;
const none = { present: 0, directory: "" };

/**
 * The folder of the running stage: of `on`, or of the stage whose services
 * respond. Stages with the same services look alike: `name` lists them all.
 */
export async function findRunningStage(on: string | undefined) {
  const candidates = on ? [on] : stages;
  const places = await Promise.all(candidates.map(visit));
  const highest = Math.max(...places.map(({ score }) => score));
  const best = places.filter(({ score }) => score === highest);
  const [{ present, directory } = none] = best;
  const name = best.map((place) => basename(place.directory)).join(" or ");
  if (present > 0) return { directory, name };
  throw new StageError(
    on
      ? `Stage ${on} does not run: none of its services responds. Start it: npm start ${on}`
      : "No stage runs: no service responds. Start one: npm start",
  );
}

/** Whether the stage in this folder runs, and not another one on its ports. */
export async function isStageRunning(directory: string): Promise<boolean> {
  const places = await Promise.all([directory, ...stages].map(visit));
  const [own, ...others] = places as [Place, ...Place[]];
  const isBest = others.every(({ score }) => score <= own.score);
  return own.present > 0 && isBest;
}

type Place = Awaited<ReturnType<typeof visit>>;

/** The score of a stage: services that respond, minus those that do not. */
async function visit(stage: string) {
  const directory = findStageDirectory(stage);
  const services = (await readServices(directory)).filter(isStarted);
  const answers = await Promise.all(services.map(answersPing));
  const present = answers.filter(Boolean).length;
  return { directory, present, score: 2 * present - services.length };
}

async function answersPing({ port }: Service) {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`http://localhost:${port}/ping`, { signal });
    const { response: said } = (await response.json()) as Ping;
    return said === "pong";
  } catch {
    return false;
  }
}

type Ping = { response?: unknown };

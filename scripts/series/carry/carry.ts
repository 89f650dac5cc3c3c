import { UsageError } from "../../stage/errors.ts";
import type { Paint } from "../../stage/paint.ts";
import { type Series, stagesAfter } from "../series.ts";
import { type CarryArguments, carryHelp } from "./arguments.ts";
import type { Arrival } from "./arrive.ts";
import { requireGit } from "./git.ts";
import {
  findUnresolved,
  type Route,
  resolve,
  takeBack,
  travel,
} from "./journey.ts";
import { readOrigin } from "./origin.ts";
import { isConflict } from "./outcome.ts";
import {
  countCarried,
  renderArrival,
  renderHalt,
  renderResolved,
} from "./report.ts";
import { createStore, type Journey } from "./store.ts";
import { differences } from "./tree.ts";
import { createTrees } from "./trees.ts";

export type Output = { print: (text: string) => void; paint: Paint };
type Start = Extract<CarryArguments, { action: "start" }>;

/** Runs an action of carry; returns the exit code, 1 for a conflict. */
export function carry(
  series: Series,
  wanted: CarryArguments,
  output: Output,
): number {
  if (wanted.action === "help") {
    output.print(carryHelp);
    return 0;
  }
  requireGit(series.root);
  const trees = createTrees(series.root);
  const store = createStore(trees.folder);
  const route = { series, trees, store };
  const journey = store.journey();
  if (wanted.action === "start") {
    if (journey) refuseSecond(journey);
    return start(route, wanted, output);
  }
  if (!journey) throw new UsageError("No carry is under way.");
  return wanted.action === "abort"
    ? abort(route, journey, output)
    : goOn(route, journey, output);
}

function start(route: Route, wanted: Start, output: Output) {
  const { stage, from, isDryRun } = wanted;
  if (stagesAfter(route.series, stage).length === 0) {
    throw new UsageError(`${stage} is the last stage: none comes after it.`);
  }
  const { made, since, carried } = readOrigin(route, stage, from);
  if (differences(made.base, made.theirs).length === 0) {
    output.print(describeNothing(stage, since));
    return 0;
  }
  const onward = made;
  const rest = { open: [], steps: [], isWriting: false };
  return run(route, { carried, stage, onward, ...rest }, isDryRun, output);
}

function goOn(route: Route, journey: Journey, output: Output) {
  if (journey.isWriting) {
    throw new UsageError(
      `The carry was interrupted in ${journey.stage}: undo it with
npm run carry -- --abort`,
    );
  }
  const places = findUnresolved(route.trees, journey);
  if (places.length > 0) {
    output.print(`Not resolved yet:\n  ${places.join("\n  ")}`);
    return 1;
  }
  const resolved = resolve(route.trees, journey);
  output.print(renderResolved(journey, resolved));
  return run(route, resolved, false, output);
}

function abort(route: Route, journey: Journey, output: Output) {
  const kept = takeBack(route, journey);
  output.print("Everything that was carried is undone.");
  if (kept.length > 0) {
    output.print(
      `Copies of files that you had edited:\n  ${kept.join("\n  ")}`,
    );
  }
  return 0;
}

function run(
  route: Route,
  journey: Journey,
  isDryRun: boolean,
  { print, paint }: Output,
) {
  let last: Arrival | undefined;
  const travelled = travel(route, journey, isDryRun, (arrival) => {
    last = arrival;
    if (arrival.outcomes.length > 0) print(renderArrival(arrival, paint));
  });
  const stopped = last?.outcomes.some(isConflict) ? last : undefined;
  if (isDryRun) {
    const count = countCarried(travelled, (_, after) => after);
    print(`\nWould be written: ${count}.`);
    if (stopped) print(`It would stop at ${stopped.stage}, with a conflict.`);
  } else if (stopped) {
    print(`\n${renderHalt(stopped)}`);
  } else {
    print(`\nCarried: ${countCarried(travelled, route.trees.present)}.`);
  }
  return stopped ? 1 : 0;
}

function refuseSecond({ stage }: Journey) {
  throw new UsageError(
    `A carry is under way; it stopped at ${stage}. End it with
npm run carry -- --continue, or npm run carry -- --abort`,
  );
}

function describeNothing(stage: string, since: string) {
  return `Nothing has changed in ${stage} since ${since}. To carry more,
name the commit that was before it: npm run carry ${stage} -- --from HEAD~1`;
}

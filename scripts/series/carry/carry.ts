import { UsageError } from "../../stage/errors.ts";
import type { Paint } from "../../stage/paint.ts";
import { type Series, stagesAfter } from "../series.ts";
import { type CarryArguments, carryHelp } from "./arguments.ts";
import { privateFolder, requireGit } from "./git.ts";
import {
  type Arrival,
  findUnresolved,
  isConflict,
  preview,
  resolve,
  takeBack,
  travel,
} from "./journey.ts";
import { readOrigin } from "./origin.ts";
import {
  countCarried,
  countWritten,
  renderArrival,
  renderHalt,
  renderResolved,
} from "./report.ts";
import { createStore, type Journey, type Store } from "./store.ts";

export type Output = { print: (text: string) => void; paint: Paint };
type Start = Extract<CarryArguments, { action: "start" }>;

/** Does what was asked for; answers with the exit code, 1 for a conflict. */
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
  const store = createStore(privateFolder(series.root));
  if (wanted.action === "start") return start(series, wanted, store, output);
  const journey = store.journey();
  if (!journey) throw new UsageError("No carry is under way.");
  return wanted.action === "abort"
    ? abort(series, journey, store, output)
    : goOn(series, journey, store, output);
}

function start(series: Series, wanted: Start, store: Store, output: Output) {
  const { stage, from, isDryRun } = wanted;
  refuseSecond(store);
  if (stagesAfter(series, stage).length === 0) {
    throw new UsageError(`${stage} is the last stage: none comes after it.`);
  }
  const { made, since, uncommitted } = readOrigin(series, stage, from, store);
  if (made.length === 0) {
    output.print(describeNothing(stage, since));
    return 0;
  }
  if (isDryRun) return rehearse(preview(series, stage, made), output);
  const journey: Journey = {
    uncommitted,
    stage,
    onward: made,
    open: [],
    written: [],
    isWriting: false,
  };
  return run(series, journey, store, output);
}

function goOn(series: Series, journey: Journey, store: Store, output: Output) {
  if (journey.isWriting) {
    throw new UsageError(
      `The carry was interrupted in ${journey.stage}: take it back with
npm run carry -- --abort`,
    );
  }
  const places = findUnresolved(series, journey);
  if (places.length > 0) {
    output.print(`Still in conflict:\n  ${places.join("\n  ")}`);
    return 1;
  }
  const resolved = resolve(series, journey);
  output.print(renderResolved(journey, resolved));
  return run(series, resolved, store, output);
}

function abort(series: Series, journey: Journey, store: Store, output: Output) {
  const kept = takeBack(series, journey, store);
  output.print("Everything that was carried is taken back.");
  if (kept.length > 0) {
    output.print(`What you had edited is kept:\n  ${kept.join("\n  ")}`);
  }
  return 0;
}

function run(series: Series, journey: Journey, store: Store, output: Output) {
  const arrivals: Arrival[] = [];
  const travelled = travel(series, journey, store, (arrival) => {
    arrivals.push(arrival);
    show(arrival, output);
  });
  const last = arrivals.at(-1);
  if (last?.outcomes.some(isConflict)) {
    output.print(`\n${renderHalt(last)}`);
    return 1;
  }
  output.print(`\nCarried: ${countCarried(series, travelled)}.`);
  return 0;
}

function rehearse(arrivals: Arrival[], output: Output) {
  for (const arrival of arrivals) show(arrival, output);
  output.print(`\nWould be written: ${countWritten(arrivals)}.`);
  const last = arrivals.at(-1);
  if (!last?.outcomes.some(isConflict)) return 0;
  output.print(`It would stop at ${last.stage}, with a conflict.`);
  return 1;
}

function show(arrival: Arrival, { print, paint }: Output) {
  if (arrival.outcomes.length > 0) print(renderArrival(arrival, paint));
}

function refuseSecond(store: Store) {
  const journey = store.journey();
  if (!journey) return;
  throw new UsageError(
    `A carry is under way; it stopped at ${journey.stage}. End it with
npm run carry -- --continue, or npm run carry -- --abort`,
  );
}

function describeNothing(stage: string, since: string) {
  return `Nothing has changed in ${stage} since ${since}. To carry more,
name the commit that was before it: npm run carry ${stage} -- --from HEAD~1`;
}

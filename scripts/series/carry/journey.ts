import { type Series, stageBefore, stagesAfter } from "../series.ts";
import { type Arrival, arrive } from "./arrive.ts";
import { findMarkers } from "./conflict.ts";
import { isConflict } from "./outcome.ts";
import type { Journey, Store } from "./store.ts";
import { differences, replace } from "./tree.ts";
import type { Trees } from "./trees.ts";

export type Route = { series: Series; trees: Trees; store: Store };

/**
 * Carries a change from stage to stage: each one takes it in the form in which
 * the stage before took it, so that a conflict is resolved once. Stops after a
 * stage that has a conflict; its paths are `open` then.
 */
export function travel(
  { series, trees, store }: Route,
  journey: Journey,
  isDryRun: boolean,
  report: (arrival: Arrival) => void,
): Journey {
  let now = journey;
  for (const stage of stagesAfter(series, journey.stage)) {
    const from = stageBefore(series, stage) as string;
    const arrival = arrive(trees, now.onward, stage, from);
    const { before, after, onward, outcomes } = arrival;
    const open = outcomes.filter(isConflict).map(({ path }) => path);
    const steps = [...now.steps, { stage, before, after }];
    now = { ...now, stage, onward, open, steps };
    if (!isDryRun) {
      // Saved before it is done, so that --abort works even after a crash.
      store.saveJourney({ ...now, isWriting: true });
      trees.write(stage, differences(before, after), after);
      store.saveJourney(now);
    }
    report(arrival);
    if (open.length > 0) return now;
  }
  if (isDryRun) return now;
  store.saveCarried(now.carried);
  store.endJourney();
  return now;
}

/** Where conflict markers are left: "demo03/commons/http.ts:12". */
export function findUnresolved(trees: Trees, { stage, open }: Journey) {
  const present = trees.present(stage);
  return open.flatMap((path) => {
    const lines = present[path] ? findMarkers(trees.read(present[path])) : [];
    return lines.map((line) => `${stage}/${path}:${line}`);
  });
}

/** The journey with the conflicts as the user has resolved them. */
export function resolve(trees: Trees, journey: Journey): Journey {
  const { stage, open, onward } = journey;
  const theirs = replace(onward.theirs, open, trees.present(stage));
  return { ...journey, onward: { ...onward, theirs }, open: [] };
}

/** Restores all that was written; returns the copies of edited files. */
export function takeBack({ trees, store }: Route, { steps }: Journey) {
  const kept: string[] = [];
  for (const { stage, before, after } of steps) {
    const present = trees.present(stage);
    const paths = differences(before, after);
    for (const path of paths) {
      const entry = present[path];
      if (!entry || [before[path], after[path]].includes(entry)) continue;
      kept.push(store.keep(`${stage}/${path}`, trees.read(entry)));
    }
    trees.write(stage, paths, before);
  }
  store.endJourney();
  return kept;
}

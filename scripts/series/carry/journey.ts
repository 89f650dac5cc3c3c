import { UsageError } from "../../stage/errors.ts";
import { isSameFile, readStageFile } from "../read-stage.ts";
import { type Series, stageBefore, stagesAfter } from "../series.ts";
import { writeStageFile } from "../write-stage-file.ts";
import { applyChange, type Outcome, type Target } from "./apply.ts";
import type { Change } from "./change.ts";
import { findMarkers } from "./merge.ts";
import type { Journey, Store } from "./store.ts";

export type Arrival = { stage: string; outcomes: Outcome[] };

/** What carrying would do; ends with the first stage that has a conflict. */
export function preview(
  series: Series,
  origin: string,
  made: Change[],
): Arrival[] {
  const arrivals: Arrival[] = [];
  let changes = made;
  for (const stage of stagesAfter(series, origin)) {
    const outcomes = arrive(series, stage, changes);
    arrivals.push({ stage, outcomes });
    if (outcomes.some(isConflict)) break;
    changes = outcomes.map(({ onward }) => onward);
  }
  return arrivals;
}

/**
 * Carries a change from stage to stage: each one takes it in the form that
 * the stage before it took it in, so that a conflict is resolved once.
 * Stops after a stage that has a conflict; the journey then has `open` ones.
 */
export function travel(
  series: Series,
  journey: Journey,
  store: Store,
  report: (arrival: Arrival) => void,
): Journey {
  let now = journey;
  for (const stage of stagesAfter(series, journey.stage)) {
    const outcomes = arrive(series, stage, now.onward);
    now = advance(series, now, { stage, outcomes });
    // Known before it is done, so that even a crash can be taken back.
    store.saveJourney({ ...now, isWriting: true });
    for (const { path, file } of outcomes.flatMap(({ writes }) => writes)) {
      writeStageFile(series.root, `${stage}/${path}`, file);
    }
    report({ stage, outcomes });
    store.saveJourney(now);
    if (now.open.length > 0) return now;
  }
  store.saveCarried(now.uncommitted);
  store.endJourney();
  return now;
}

/** Where conflict markers are left: "demo03/commons/http.ts:12". */
export function findUnresolved({ root }: Series, { stage, open }: Journey) {
  return open.flatMap(({ path }) => {
    const file = readStageFile(root, `${stage}/${path}`);
    const lines = file ? findMarkers(file.content) : [];
    return lines.map((line) => `${stage}/${path}:${line}`);
  });
}

/** Takes the files as the user has left them for the result of the merge. */
export function resolve({ root }: Series, journey: Journey): Journey {
  const resolved = journey.open
    .map((change): Change => {
      const after = readStageFile(root, `${journey.stage}/${change.path}`);
      return { ...change, after };
    })
    .filter(({ oldPath, before, after }) => {
      return oldPath || !isSameFile(before, after);
    });
  return { ...journey, onward: [...journey.onward, ...resolved], open: [] };
}

/** Puts back all that was written; answers with what had to be put aside. */
export function takeBack({ root }: Series, journey: Journey, store: Store) {
  const kept: string[] = [];
  for (const { path, before, after } of journey.written) {
    const now = readStageFile(root, path);
    if (now && !isSameFile(now, after) && !isSameFile(now, before)) {
      kept.push(store.keep(path, now));
    }
    if (now || before) writeStageFile(root, path, before);
  }
  store.endJourney();
  return kept;
}

export function isConflict({ action }: Outcome) {
  return action === "CONFLICT";
}

function arrive(series: Series, stage: string, changes: Change[]) {
  const from = stageBefore(series, stage);
  if (!from) throw new UsageError(`Nothing can be carried to ${stage}.`);
  const target: Target = {
    name: stage,
    read: (path) => readStageFile(series.root, `${stage}/${path}`),
    labels: { mine: stage, before: `${from} before`, after: `${from} now` },
  };
  return changes.flatMap((change) => applyChange(change, target));
}

function advance(
  { root }: Series,
  journey: Journey,
  { stage, outcomes }: Arrival,
): Journey {
  const onwards = (some: Outcome[]) => some.map(({ onward }) => onward);
  const written = outcomes
    .flatMap(({ writes }) => writes)
    .map(({ path, file }) => {
      const full = `${stage}/${path}`;
      return { path: full, before: readStageFile(root, full), after: file };
    });
  return {
    ...journey,
    stage,
    onward: onwards(outcomes.filter((one) => !isConflict(one))),
    open: onwards(outcomes.filter(isConflict)),
    written: [...journey.written, ...written],
  };
}

import type { Paint, Style } from "../../stage/paint.ts";
import { isSameFile, readStageFile } from "../read-stage.ts";
import type { Series } from "../series.ts";
import type { Action } from "./apply.ts";
import { type Arrival, isConflict } from "./journey.ts";
import type { Journey } from "./store.ts";

const styles: Partial<Record<Action, Style>> = {
  CONFLICT: ["red", "bold"],
  present: "dim",
  skipped: "yellow",
};

/** One line for each file of a stage: what was done, where, and why. */
export function renderArrival({ stage, outcomes }: Arrival, paint: Paint) {
  return outcomes
    .map(({ action, path, note, lines }) => {
      const place = lines.length > 0 ? `${path}:${lines.join(",")}` : path;
      const remark = note ? `  (${note})` : "";
      const text = `${stage}  ${action.padEnd(8)}  ${place}${remark}`;
      return paint(styles[action] ?? "green", text);
    })
    .join("\n");
}

/** "14 files in 2 stages" */
export function countWritten(arrivals: Arrival[]) {
  const changed = arrivals.filter(({ outcomes }) =>
    outcomes.some(({ writes }) => writes.length > 0),
  );
  const files = arrivals
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ writes }) => writes.length > 0).length;
  return `${count(files, "file")} in ${count(changed.length, "stage")}`;
}

/** Of all that was carried, also before a conflict: "3 files in 2 stages" */
export function countCarried({ root }: Series, { written }: Journey) {
  const carried = written.filter(({ path, before }) => {
    return !isSameFile(readStageFile(root, path), before);
  });
  const reached = new Set(carried.map(({ path }) => path.split("/")[0]));
  return `${count(carried.length, "file")} in ${count(reached.size, "stage")}`;
}

/** One line for each file that was in conflict: what has become of it. */
export function renderResolved({ stage, open }: Journey, resolved: Journey) {
  return open
    .map(({ path }) => {
      const isCarried = resolved.onward.some((change) => change.path === path);
      return `${stage}  ${isCarried ? "resolved" : "kept    "}  ${path}`;
    })
    .join("\n");
}

/** What to do now, after a stage with conflicts. */
export function renderHalt({ stage, outcomes }: Arrival) {
  const places = outcomes.filter(isConflict).flatMap(({ path, lines }) => {
    const file = `${stage}/${path}`;
    return lines.length > 0 ? lines.map((line) => `${file}:${line}`) : [file];
  });
  return `Stopped at ${stage}. Mend what is in conflict there:

${places.map((place) => `  ${place}`).join("\n")}

Between <<<<<<< and >>>>>>> stand this stage's lines, what the stage before
it had, and what that has now; leave what is right. Then go on with
  npm run carry -- --continue
or take back everything that was carried with
  npm run carry -- --abort`;
}

function count(number: number, noun: string) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

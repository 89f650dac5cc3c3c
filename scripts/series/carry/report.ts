import { escapeControls } from "../../stage/escape.ts";
import type { Paint, Style } from "../../stage/paint.ts";
import type { Arrival } from "./arrive.ts";
import { type Action, isConflict } from "./outcome.ts";
import type { Journey } from "./store.ts";
import { differences, type Tree } from "./tree.ts";

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
      return paint(styles[action] ?? "green", escapeControls(text));
    })
    .join("\n");
}

/** "3 files in 2 stages"; `now` is a stage's state, after conflicts too. */
export function countCarried(
  { steps }: Journey,
  now: (stage: string, after: Tree) => Tree,
) {
  const counts = steps.map(({ stage, before, after }) => {
    const changed = differences(before, now(stage, after));
    const written = differences(before, after);
    return written.filter((path) => changed.includes(path)).length;
  });
  const files = counts.reduce((sum, one) => sum + one, 0);
  const stages = counts.filter((one) => one > 0).length;
  return `${count(files, "file")} in ${count(stages, "stage")}`;
}

/** One line for each file that was in conflict: resolved, or left unchanged. */
export function renderResolved({ stage, open }: Journey, resolved: Journey) {
  const { base, theirs } = resolved.onward;
  return open
    .map((path) => {
      const isKept = base[path] === theirs[path];
      return `${stage}  ${isKept ? "kept    " : "resolved"}  ${path}`;
    })
    .join("\n");
}

/** The next steps of the user after a stage with conflicts. */
export function renderHalt({ stage, outcomes }: Arrival) {
  const places = outcomes.filter(isConflict).flatMap(({ path, lines }) => {
    const file = `${stage}/${path}`;
    return lines.length > 0 ? lines.map((line) => `${file}:${line}`) : [file];
  });
  return `Stopped at ${stage}. Resolve the conflicts in these files:

${places.map((place) => `  ${place}`).join("\n")}

Between <<<<<<< and >>>>>>> are this stage's lines, the lines of the stage
before it, and those lines as changed; keep the right ones. Then continue with
  npm run carry -- --continue
or undo everything that was carried with
  npm run carry -- --abort`;
}

function count(number: number, noun: string) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export type Action =
  | "added"
  | "changed"
  | "merged"
  | "renamed"
  | "deleted"
  | "present"
  | "skipped"
  | "CONFLICT";

export type Outcome = {
  action: Action;
  path: string;
  note: string;
  /** The numbers of the lines where a conflict begins. */
  lines: number[];
};

export function outcome(action: Action, path: string, note = ""): Outcome {
  return { action, path, note, lines: [] };
}

export function isConflict({ action }: Outcome) {
  return action === "CONFLICT";
}

import type { StageFile } from "../read-stage.ts";

const budget = /\s*"budget":\s*\{[^}]*\},?/;

/** Whether two states of a stage.json differ in their budget alone. */
export function isSameButBudget(one?: StageFile, other?: StageFile) {
  if (!one || !other) return false;
  return withBudget("", one).content.equals(withBudget("", other).content);
}

/** A stage's budget is its own: a merge must not see that two differ. */
export function withBudgetOf(owner: StageFile, file: StageFile): StageFile {
  const [own = ""] = budget.exec(owner.content.toString("utf8")) ?? [];
  return withBudget(own, file);
}

function withBudget(own: string, file: StageFile): StageFile {
  const text = file.content.toString("utf8").replace(budget, () => own);
  return { ...file, content: Buffer.from(text) };
}

import { expect } from "chai";
import { describe, it } from "mocha";
import { isSameButBudget, withBudgetOf } from "../carry/own-budget.ts";

const file = (text: string) => ({
  content: Buffer.from(text),
  executable: false,
});
const stage = (budget: string) => file(`{${budget}\n  "services": []\n}\n`);
const small = '\n  "budget": { "added": 2, "removed": 1, "files": 1 },';
const large = '\n  "budget": {\n    "added": 200\n  },';

describe("the budget in a stage.json", () => {
  it("takes the place of another stage's before a merge", () => {
    expect(withBudgetOf(stage(large), stage(small))).to.deep.equal(
      stage(large),
    );
    expect(withBudgetOf(stage(""), stage(small))).to.deep.equal(stage(""));
  });

  it("is no difference between two of them", () => {
    expect(isSameButBudget(stage(small), stage(large))).to.equal(true);
    expect(isSameButBudget(stage(""), stage(large))).to.equal(true);
    expect(isSameButBudget(stage(small), file("{}"))).to.equal(false);
  });
});

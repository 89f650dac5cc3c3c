import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { StageError, UsageError } from "../../stage/errors.ts";
import type { Fixture } from "../../stage/test/fixture.ts";
import { placesOf } from "../choose.ts";
import { featuresOf, findFeatures } from "../features.ts";
import { openScenarios, type Scenarios } from "../scenarios.ts";
import { createMadeUpFeatures } from "./made-up-features.ts";

describe("the scenarios of a stage", () => {
  let fixture: Fixture;
  let scenarios: Scenarios;

  before(async () => {
    fixture = await createMadeUpFeatures({ odd: "Oven: hot" });
    scenarios = await openScenarios(fixture.directory);
  });

  after(() => fixture.remove());

  const list = (...names: string[]) =>
    scenarios.list(findFeatures(fixture.directory, names));

  async function play(name: string, title?: string) {
    let report = "";
    const result = await scenarios.run({
      paths: placesOf(await list(name), title),
      parameters: { gatewayUrl: "" },
      print: (text) => {
        report += text;
      },
    });
    return { ...result, report };
  }

  it("pass if each step passes, run after run", async () => {
    for (let run = 0; run < 2; run++) {
      const { success, failures, report } = await play("good");

      expect(report).to.include("1 scenario (1 passed)");
      expect(failures).to.deep.equal([]);
      expect(success).to.equal(true);
    }
  });

  for (const [title, failure] of [
    ["The oven is hot", /^Error: The oven is cold\./],
    ["A step is missing", /undefined/i],
    ["A step is not ready", /pending/],
  ] as const) {
    it(`fail if one step fails: ${title}`, async () => {
      const { success, failures, report } = await play("bad", title);

      expect(failures).to.have.length(1);
      expect(failures[0]).to.match(failure);
      expect(report).to.include(`Scenario: ${title}`);
      expect(success).to.equal(false);
    });
  }

  it("do not stop each other", async () => {
    const { success, report } = await play("bad");

    expect(report).to.match(/^4 scenarios \(1 failed, .*1 passed\)/m);
    expect(success).to.equal(false);
  });

  it("can be chosen by a part of their title", async () => {
    const plan = await list("good", "bad");

    expect(placesOf(plan)).to.have.length(5);
    expect(placesOf(plan, "oven")).to.have.length(3);
    expect(() => placesOf(plan, "cake")).to.throw(UsageError, "A step is miss");
  });

  it("must be Gherkin", async () => {
    const error = await list("odd").catch((reason) => reason);

    expect(error).to.be.instanceOf(StageError);
    expect(error.message).to.match(/odd\.feature: \(1:1\)/);
  });
});

describe("the features of a stage", () => {
  let fixture: Fixture;

  before(async () => {
    fixture = await createMadeUpFeatures();
  });

  after(() => fixture.remove());

  it("are found by their names and their paths", () => {
    const { directory } = fixture;
    const [bad, good] = findFeatures(directory, []);
    const find = (text: string) => findFeatures(directory, [text], directory);

    expect(featuresOf(directory)).to.deep.equal(["bad", "good"]);
    for (const text of ["bad", "bad.feature", "bdd/bad.feature", `${bad}`]) {
      expect(find(text)).to.deep.equal([bad]);
    }
    expect(good).to.match(/bdd.good\.feature$/);
    expect(() => find("goood")).to.throw(UsageError, "Did you mean good?");
    expect(() => find("src/bad.feature")).to.throw("There is no feature src/");
  });

  it("are missing in a stage without bdd/", () => {
    expect(() => featuresOf("/demo00")).to.throw(UsageError, "no features");
  });
});

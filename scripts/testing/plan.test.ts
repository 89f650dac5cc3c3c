import { basename, join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";
import { leftOutOf } from "./left-out.ts";
import { faultTestsOf, plan } from "./plan.ts";
import { parts, select } from "./selection.ts";

function planOf(args: string[], from = courseDirectory) {
  return plan(select(args, from), "mongodb://localhost:27017");
}

describe("the plan of the tests", () => {
  it("has every part, the checks first", () => {
    const planned = planOf([]).map(({ part }) => part);

    expect([...new Set(planned)]).to.have.members(parts);
    expect(planned.slice(0, 3)).to.deep.equal(["format", "lint", "types"]);
  });

  for (const part of ["unit", "acceptance"]) {
    it(`has a step "${part}" for each stage`, () => {
      const steps = planOf(["--only", part]);

      for (const [index, stage] of stages.entries()) {
        expect(steps[index]?.name).to.include(stage);
      }
      expect(steps).to.have.length(stages.length);
    });
  }

  for (const part of ["browser", "faults"] as const) {
    it(`has a step "${part}" for the last stage at least, and says so`, () => {
      const names = planOf(["--only", part]).map(({ name }) => name);

      expect(names.at(-1)).to.include(stages.at(-1));
      expect(leftOutOf(part).join()).to.include("stage");
    });

    it(`has a step "${part}" for whatever stage is named`, () => {
      for (const stage of stages) {
        const [step] = planOf([stage, "--only", part]);

        expect(step?.name).to.include(stage);
      }
    });
  }

  it("plays the lessons of a named stage", () => {
    const [step] = planOf(["02", "--only", "lessons"]);

    expect(step?.name).to.equal("lessons on demo02");
  });

  it("plays no lessons on a learner's own folder", () => {
    const own = "/home/learner/pie";
    const selection = { ...select([], courseDirectory), named: [own] };

    const planned = plan(selection, "mongodb://unused").map(({ part }) => part);

    expect(planned).to.include("acceptance").and.not.to.include("lessons");
  });

  it("leaves the tools alone when a stage is named", () => {
    const planned = planOf(["01"]).map(({ part }) => part);

    expect(planned).to.include.members(["unit", "acceptance", "faults"]);
    expect(planned).not.to.include("tools");
  });

  it("breaks what a stage has", () => {
    const [first = "", second = "", third = ""] = stages.map((stage) =>
      faultTestsOf(join(courseDirectory, stage)).map((file) => basename(file)),
    );

    expect(first).to.include("checkouts.test.ts");
    expect(first).not.to.include("registry.test.ts");
    expect(second).to.have.members([...first, "registry.test.ts"]);
    expect(third).to.have.members([...second, "balancing.test.ts"]);
  });

  it("has the unit tests only, for a service", () => {
    const stage = join(courseDirectory, "demo01");
    const steps = planOf([stage], join(stage, "services", "book-api"));

    expect(steps.map(({ part }) => part)).to.deep.equal(["unit"]);
    expect(steps[0]?.name).to.include("book-api");
  });
});

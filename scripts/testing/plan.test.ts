import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";
import { UsageError } from "../stage/errors.ts";
import { testsIn } from "./files.ts";
import { isOnStage, plan } from "./plan.ts";
import { select } from "./selection.ts";
import { firstStageOf, tagsOf } from "./tags.ts";

const ofStages = testsIn("scripts").filter(isOnStage);

function planOf(args: string[], from = courseDirectory) {
  const { runs, leftOut } = plan(select(args, from));
  return { runs, leftOut, names: runs.map(({ name }) => name) };
}

describe("the plan of the tests", () => {
  it("starts each stage once, and says what it leaves out", () => {
    const { names, leftOut } = planOf(["--ci"]);

    expect(names).to.include.members([...stages, "unit tests", "tools"]);
    expect(names).to.include.members(["lint", "types"]);
    expect(new Set(names)).to.have.length(names.length);
    expect(leftOut.join()).to.match(/demo02: \d+ of \d+ files \(.*faults \d/);
  });

  it("has no load, kill or outage, and of the browser one walk", () => {
    const slow = /faults|hardening|kills|outage|browser/;
    const files = planOf([]).runs.flatMap(({ files = [] }) =>
      files.filter((file) => isOnStage(file)),
    );

    expect(files.filter((file) => slow.test(file))).to.deep.equal([]);
    expect(files.filter((file) => /walk/.test(file))).to.have.length(1);
  });

  it("has a long lease on the last stage, if no test waits for its end", () => {
    const leaseOf = (args: string[], name: string) =>
      planOf(args).runs.find((run) => run.name === name)?.env
        ?.EUREKA_LEASE_SECONDS;

    expect(leaseOf([], "demo99")).to.equal("12");
    expect(leaseOf(["--ci"], "demo99")).to.equal("6");
    expect(leaseOf(["--ci"], "demo99 in the browser")).to.equal("12");
    expect(leaseOf([], "demo08")).to.equal("4");
    const file = "scripts/acceptance/carts.test.ts";
    expect(leaseOf(["demo99", file], "demo99")).to.equal("6");
  });

  it("has the browser well after the last stage, and something beside it", () => {
    const names = planOf(["--ci"]).runs.map(({ name }) => name);

    const at = names.indexOf("demo99 in the browser");
    expect(at - names.indexOf("demo99")).to.be.above(2);
    expect(names.slice(at)).to.include.members(["demo02", "demo08"]);
  });

  it("shows each lesson's cure, with --ci its symptom, too", () => {
    const lessonsOf = (args: string[]) =>
      planOf(args).runs.find(({ name }) => name === "demo02")?.env?.LESSONS;
    const file = "/on-stage/lessons.test.ts";

    expect(lessonsOf([])).to.equal("cures");
    expect(lessonsOf(["--ci"])).to.equal("first");
    for (const args of [["02"], ["--all"], ["02", `scripts/lessons${file}`]]) {
      expect(lessonsOf(args)).to.equal("all");
    }
    const [run] = planOf([`scripts/lessons${file}`]).runs;
    expect(run?.env?.LESSONS).to.equal("all");
    for (const args of [[], ["--ci"]]) {
      const shown = planOf(args).runs.filter(({ files }) =>
        files?.includes(`scripts/lessons${file}`),
      );
      expect(shown.map(({ name }) => name)).to.have.members(stages);
    }
  });

  it("leaves the tests of carry to --ci, and says so", () => {
    const carry = "scripts/series/test/carry.test.ts";
    const ran = (args: string[]) =>
      planOf(args).runs.flatMap(({ files = [] }) => files);

    expect(ran([])).not.to.include(carry);
    expect(planOf([]).leftOut.join()).to.match(/tools: \d+ of \d+ files/);
    expect(ran(["--ci"])).to.include(carry);
  });

  it("says that some tests are only in --all", () => {
    for (const args of [[], ["03"], ["--ci"]]) {
      expect(planOf(args).leftOut.join()).to.include("itInFull");
    }
  });

  it("leaves large loads to --all, and playbooks to --ci", () => {
    const large = "scripts/acceptance/events/faults/writers.test.ts";
    const playbooks = "scripts/deployment/test/playbooks.test.ts";
    const ran = (args: string[]) =>
      planOf(args).runs.flatMap(({ files = [] }) => files);

    expect(ran(["--ci"])).not.to.include(large);
    expect(ran(["--all"])).to.include(large);
    expect(ran([])).not.to.include(playbooks);
    expect(ran(["--ci"])).to.include(playbooks);
  });

  it("leaves a crash at each call, and dead code, to --ci", () => {
    const crashes = "services/shoppingcart-api/test/checkout-crashes.test.ts";
    const slow = [
      `demo99/${crashes}`,
      "demo99/services/sync-api/test/crashes.test.ts",
      "scripts/repository/dead-code.test.ts",
    ];
    const ran = (args: string[]) =>
      planOf(args).runs.flatMap(({ files = [] }) => files);

    expect(ran([])).not.to.include.any.members(slow);
    expect(ran(["--ci"])).to.include.members(slow);
  });

  it("has a unit test of several stages in the last", () => {
    const stagesOf = (args: string[]) =>
      planOf(args)
        .runs.flatMap(({ files = [] }) => files)
        .filter((file) => file.endsWith("/commons/test/registry.test.ts"))
        .map((file) => file.slice(0, 6));

    expect(stagesOf([])).to.deep.equal(["demo99"]);
    expect(stagesOf(["--ci"])).to.include.members(["demo08", "demo99"]);
  });

  it("runs each test of a stage on one stage at least with --ci", () => {
    const ran = planOf(["--ci"]).runs.flatMap(({ files = [] }) => files);
    const all = ofStages.filter((file) => !tagsOf(file).includes("@large"));

    expect(all).not.to.be.empty;
    expect(ran).to.include.members(all);
  });

  it("has a run of its own for many tests in the browser", () => {
    const { names } = planOf(["02"]);

    expect(names).to.include.members(["demo02", "demo02 in the browser"]);
  });

  it("leaves out nothing with --all", () => {
    const { runs, leftOut } = planOf(["--all"]);

    expect(leftOut).to.deep.equal([]);
    for (const stage of stages) {
      const ran = runs
        .filter(({ name }) => name.includes(stage) || name === "unit tests")
        .flatMap(({ files = [] }) => files);
      expect(ran).to.include.members([
        ...ofStages.filter((file) => firstStageOf(file) <= stage),
        ...testsIn(stage),
      ]);
    }
    expect(runs.at(0)?.env).to.include({ TEST_ALL: "1" });
    const scripts = testsIn("scripts");
    expect(runs.flatMap(({ files = [] }) => files)).to.include.members(scripts);
  });

  it("has the monolith with --all only", () => {
    const ofMonolith = (args: string[]) =>
      planOf(args).runs.filter(({ name }) => name === "demo99 as a monolith");

    expect(ofMonolith(["--ci"])).to.deep.equal([]);
    const [run] = ofMonolith(["--all"]);
    expect(run?.env).to.include({ MONOLITH: "1" });
    expect(run?.files?.join()).to.include("/tags.test.ts");
  });

  it("can repeat each run by its arguments and its name", () => {
    for (const args of [[], ["--ci"], ["--all"], ["03"], ["99", "--all"]]) {
      for (const run of planOf(args).runs) {
        const again = planOf([...run.args, "--only", run.name]).runs;
        expect(again).to.deep.equal([run]);
      }
    }
  }).timeout(30_000);

  it("does a named stage once, and each named stage", () => {
    const file = "scripts/acceptance/carts.test.ts";

    expect(planOf(["03", "02", "3", file]).names).to.deep.equal([
      "demo02",
      "demo03",
    ]);
  });

  it("has all of a named stage, and no tools", () => {
    const { runs, names } = planOf(["01"]);
    const ran = runs.flatMap(({ files = [] }) => files);

    expect(ran).to.include.members(
      ofStages.filter((file) => firstStageOf(file) === "demo01"),
    );
    expect(ran.join()).not.to.include("/payments/");
    expect(names).to.include("types").and.not.to.include("tools");
  });

  it("has one file, on the stage that is named, and a title", () => {
    const file = "scripts/acceptance/carts.test.ts";
    const { runs } = planOf(["03", file, "--title", "a cart"]);

    expect(runs).to.have.length(1);
    expect(runs[0]).to.deep.include({ name: "demo03", files: [file] });
    expect(runs[0]?.title).to.equal("a cart");
  });

  it("has the unit tests only, for a service", () => {
    const service = `${courseDirectory}/demo01/services/numbergenerator-api`;

    const { runs } = planOf(["01"], service);

    expect(runs.flatMap(({ files }) => files)).to.deep.equal(testsIn(service));
  });

  const payments = "scripts/acceptance/payments/payments.test.ts";
  const wrong = {
    "04": /There is no demo04/,
    nonsense: /There is no stage/,
    "--fast": /Unknown option/,
    "none.test.ts": /There is no file/,
    "--only nonsense": /There is no such run: "nonsense"/,
    [`01 ${payments}`]: /demo01 .* demo99/,
  };
  for (const [args, message] of Object.entries(wrong)) {
    it(`refuses ${args}`, () => {
      expect(() => planOf(args.split(" "))).to.throw(UsageError, message);
    });
  }
});

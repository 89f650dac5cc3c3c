import { expect } from "chai";
import { describe, it } from "mocha";
import { stages } from "../../course.ts";
import { parseStartArguments } from "../start-arguments.ts";

describe("arguments of npm start", () => {
  it("name a stage, or mean the last one", () => {
    expect(parseStartArguments(["01"]).stage).to.equal("01");
    expect(parseStartArguments([]).stage).to.equal(stages.at(-1));
  });

  it("name another stage than that of the current folder", () => {
    expect(parseStartArguments(["."]).stage).to.equal(".");
    expect(parseStartArguments([".", "01"]).stage).to.equal("01");
  });

  it("may repeat a flag, or separate by commas", () => {
    const { only, instances, ports } = parseStartArguments([
      "--only=a,b",
      "--only=c",
      "--instances=a=2,b=3",
      "--port=c=9084",
    ]);

    expect(only).to.eql(["a", "b", "c"]);
    expect(instances).to.eql({ a: 2, b: 3 });
    expect(ports).to.eql({ c: 9084 });
  });

  it("ask for the data of the last run", () => {
    expect(parseStartArguments(["--keep"]).keep).to.equal(true);
    expect(parseStartArguments([]).keep).to.equal(false);
  });

  it("ask for quiet, even if npm keeps the flag to itself", () => {
    const kept = { npm_config_loglevel: "warn" };

    expect(parseStartArguments(["--quiet"]).quiet).to.equal(true);
    expect(parseStartArguments([], kept).quiet).to.equal(true);
    expect(parseStartArguments([]).quiet).to.equal(false);
  });

  for (const text of ["a", "a=", "=3", "a=x", "a=1.5", "a=-1", ""]) {
    it(`do not accept "${text}" as a number of instances`, () => {
      const parse = () => parseStartArguments([`--instances=${text}`]);

      expect(parse).to.throw("--instances takes a service and a number");
    });
  }
});

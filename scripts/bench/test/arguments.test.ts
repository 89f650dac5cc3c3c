import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseBenchArguments } from "../arguments.ts";

describe("the arguments of npm run bench", () => {
  it("have defaults", () => {
    expect(parseBenchArguments([])).to.deep.equal({
      ...{ load: false, simulate: false, json: false, help: false },
      ...{ seconds: 2, orders: 100, p99: 500, cores: 2, peak: 3 },
      services: ["search-api", "recommend-api", "tag-api", "sync-api"],
    });
  });

  it("name the duration and the form", () => {
    const wanted = parseBenchArguments(["--seconds", "0.5", "--json"]);

    expect(wanted).to.include({ seconds: 0.5, json: true });
  });

  it("name what is compared, and what is simulated", () => {
    const args = [
      "--services",
      "tag-api,sync-api",
      "--simulate",
      "--peak",
      "1.5",
    ];

    expect(parseBenchArguments(args)).to.deep.include({
      ...{ services: ["tag-api", "sync-api"], simulate: true, peak: 1.5 },
    });
  });

  for (const args of [
    ["--seconds", "0"],
    ["--seconds", "61"],
    ["--seconds", "long"],
    ["--orders", "0"],
    ["--orders", "2.5"],
    ["--p99", "soon"],
    ["--cores", "1.5"],
    ["--peak", "101"],
    ["--services", "tag-api,book-api"],
    ["--services", ""],
    ["--speed", "3"],
    ["99"],
  ]) {
    it(`are not ${args.join(" ")}`, () => {
      expect(() => parseBenchArguments(args)).to.throw(UsageError);
    });
  }
});

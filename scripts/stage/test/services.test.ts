import { expect } from "chai";
import { describe, it } from "mocha";
import { chooseServices, isStarted, type Service } from "../services.ts";

const service = (name: string, port: number, instances: number): Service => {
  return { name, port, instances, path: `services/${name}` };
};
const all = [service("quick", 8001, 2), service("whole", 8002, 0)];

describe("a service with no instances in stage.json", () => {
  const chosen = (choice: object) =>
    chooseServices(all, choice).map(({ name, instances }) => [name, instances]);

  it("is started only if its name is given", () => {
    expect(chosen({})).to.deep.equal([["quick", 2]]);
    expect(chosen({ only: ["whole"] })).to.deep.equal([["whole", 1]]);
    expect(chosen({ instances: { whole: 3 } })).to.deep.equal([
      ["quick", 2],
      ["whole", 3],
    ]);
  });

  it("is no part of a stage that runs", () => {
    expect(all.filter(isStarted).map(({ name }) => name)).to.eql(["quick"]);
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import type { Overview } from "../page/overview.ts";
import { stateOf } from "../page/state.ts";

type Source = Overview["sources"][number];

const quiet: Source = {
  ...{ target: "tag-api", source: "books", records: 5, error: null },
  ...{ walk: null, syncedAt: "2026-11-29T12:00:00.000Z", lagSeconds: 3 },
};
const never = { syncedAt: null, lagSeconds: null };
const walk = { phase: "copy", after: "B", startedAt: 1, read: 900 } as const;

const shown = (source: Partial<Source>, filledBy: string | null = "one") => {
  const overview = { sources: [], runs: [], filledBy };
  return stateOf({ ...quiet, ...source }, overview);
};

describe("the state of a source in a replica", () => {
  it("is a word, and how far a long walk is", () => {
    const long = { ...walk, read: 1_000, kept: 0 };
    const second = { ...long, phase: "delete" as const, kept: 1 };

    expect(shown({})).to.deep.equal({ name: "up to date" });
    expect(shown({ walk: { ...walk, kept: 0 } }).name).to.equal("up to date");
    expect(shown({ walk: long })).to.deep.equal({
      ...{ name: "copying", detail: "1,000 records read" },
    });
    expect(shown({ walk: second }).detail).to.equal("1 record checked");
    expect(shown(never)).to.deep.equal({ name: "first copy" });
    expect(shown({ ...never, walk: long }).name).to.equal("first copy");
  });

  it("is not that all is well when it fails, or no instance copies", () => {
    expect(shown({}, null).name).to.equal("stopped");
    expect(shown({ error: "Out." }).name).to.equal("failing");
    expect(shown({ error: "Out." }, null).name).to.equal("failing");
  });
});

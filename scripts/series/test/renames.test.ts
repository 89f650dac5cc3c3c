import { expect } from "chai";
import { describe, it } from "mocha";
import type { Files } from "../read-stage.ts";
import { findRenames, similarity } from "../renames.ts";

const tree = (texts: Record<string, string>): Files =>
  new Map(
    Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]),
  );
const lines = (...names: string[]) => `${names.join(";\n")};\n}\n`;

describe("renames", () => {
  it("pair a file with the one that is most alike", () => {
    const before = tree({ "a.ts": lines("one", "two", "three", "four") });
    const after = tree({
      "b.ts": lines("one", "two", "three", "five"),
      "c.ts": lines("one", "two", "three", "four", "five"),
    });

    expect([...findRenames(before, after)]).to.deep.equal([["c.ts", "a.ts"]]);
  });

  it("are not seen where little is the same", () => {
    const before = tree({ "a.ts": lines("one", "two", "three") });
    const after = tree({ "b.ts": lines("one", "five", "six") });

    expect(findRenames(before, after).size).to.equal(0);
  });

  it("ignore indentation and lines of brackets", () => {
    expect(similarity("  one\n}\n}\n", "one\n{\n")).to.equal(1);
    expect(similarity("}\n}\n", "}\n)\n")).to.equal(0);
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import { createPaint } from "../../stage/paint.ts";
import { createStory, wrap } from "../story.ts";
import { keepStory } from "./made-up.ts";

const long = "numbergenerator-api answers at http://localhost:9084. ".repeat(9);

describe("a story", () => {
  it("is at most 80 columns wide", () => {
    const { story, lines } = keepStory();

    story.title(long);
    story.expects(long);
    story.does(long);
    story.sees(long);
    story.ends(long, { result: "does not hold", because: long });

    expect(lines.length).to.be.greaterThan(30);
    for (const line of lines) expect(line.length, line).to.be.at.most(80);
  });

  it("prints the verdict with a mark and a colour of its own", () => {
    const results = ["holds", "does not hold", "harness error"] as const;
    const told = results.map((result) => {
      const lines: string[] = [];
      const story = createStory((line) => lines.push(line), createPaint(true));
      story.ends("It ends.", { result, because: "So." });
      return lines[1];
    });

    expect(told).to.deep.equal([
      "\u001b[32m✔ It ends.\u001b[39m",
      "\u001b[31m✘ It ends.\u001b[39m",
      "\u001b[33m! It ends.\u001b[39m",
    ]);
  });
});

describe("wrapping", () => {
  it("breaks between words only", () => {
    expect(wrap("one two three", 7)).to.deep.equal(["one two", "three"]);
    expect(wrap("http://localhost a", 5)).to.deep.equal([
      "http://localhost",
      "a",
    ]);
  });

  it("leaves alone what is indented, such as a stack trace", () => {
    const text = "Error:\n    at one in two";

    expect(wrap(text, 8)).to.deep.equal(["Error:", "    at one in two"]);
  });
});

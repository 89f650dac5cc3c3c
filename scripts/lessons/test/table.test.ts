import { expect } from "chai";
import { describe, it } from "mocha";
import { numberOf } from "../lesson.ts";
import { course as realCourse } from "../lessons.ts";
import {
  cellsOf,
  isShownFirst,
  type PlayedCell,
  toMarkdown,
  toText,
} from "../matrix.ts";
import { readMatrix, writeMatrix } from "../readme.ts";
import { madeUpLesson } from "./made-up.ts";

const moved = madeUpLesson({ stage: "demo02", title: "it moves" });
const watched = madeUpLesson({ stage: "demo05", title: "it is watched" });
const course = {
  stages: ["demo01", "demo02", "demo03", "demo05"],
  lessons: [moved, watched],
};

const problem = { about: "none", edits: [] };
const withChapter = {
  ...course,
  lessons: [
    moved,
    madeUpLesson({
      stage: "demo05",
      chapter: { name: "queue", service: "oven-api", problem },
    }),
  ],
};

function playedAs(result: PlayedCell["result"]) {
  return cellsOf(course).map((cell) => ({ ...cell, result }));
}

describe("the matrix of lessons and stages", () => {
  it("has each lesson from the stage before its own to the last", () => {
    const cells = cellsOf(course).map(({ lesson, stage, part }) => {
      return [lesson.stage, stage, part].join(" ");
    });

    expect(cells).to.deep.equal([
      "demo02 demo01 symptom",
      "demo02 demo02 cure",
      "demo02 demo03 cure",
      "demo02 demo05 cure",
      "demo05 demo03 symptom",
      "demo05 demo05 cure",
    ]);
  });

  it("has symptom and cure of a chapter on its own stage alone", () => {
    const cells = cellsOf(withChapter).slice(-2);

    expect(cells.map(({ stage, part }) => `${stage} ${part}`)).to.deep.equal([
      "demo05 symptom",
      "demo05 cure",
    ]);
  });

  it("shows of the lesson of a chapter what does not hold", () => {
    const rowWith = (...results: PlayedCell["result"][]) => {
      const played = cellsOf(withChapter)
        .slice(-2)
        .map((cell, index) => ({ ...cell, result: results[index] ?? "holds" }));
      return toText(withChapter, played).split("\n").at(-1);
    };

    expect(rowWith("holds", "holds")).to.match(/^05-queue {2}(– +){3}cured$/);
    expect(rowWith("does not hold", "holds")).to.match(/– +NO SYMPTOM$/);
    expect(rowWith("holds", "does not hold")).to.match(/– +NOT CURED$/);
  });

  it("is a table of Markdown", () => {
    expect(toMarkdown(course, playedAs("holds"))).to.equal(
      `
| lesson | demo01 | demo02 | demo03 | demo05 |
| --- | --- | --- | --- | --- |
| [02](demo02/README.md): it moves | symptom | cured | cured | cured |
| [05](demo05/README.md): it is watched | – | – | symptom | cured |
`.trim(),
    );
  });

  it("distinguishes cells that were not played from cells that do not exist", () => {
    const played = playedAs("holds").filter(isShownFirst);

    const [, first, second] = toText(course, played).split("\n");
    expect(first).to.match(/^02 +symptom +cured +not now +not now$/);
    expect(second).to.match(/^05 +– +– +symptom +cured$/);
  });

  it("shows what does not hold", () => {
    const text = toText(course, playedAs("does not hold"));

    expect(text.split("\n").at(-1)).to.match(/NO SYMPTOM +NOT CURED$/);
    expect(toText(course, playedAs("harness error"))).to.include("ERROR");
  });

  it("fits a terminal of 80 columns with all the stages of the talk", () => {
    const long = { ...withChapter, stages: "12356789".split("").map(name) };
    const played = cellsOf(long).map((cell) => {
      return { ...cell, result: "holds" as const };
    });

    for (const line of toText(long, played).split("\n")) {
      expect(line.length, line).to.be.at.most(80);
    }
  });
});

describe("the lessons of the course", () => {
  it("are one for each stage but the first and the last, in order", () => {
    const { lessons, stages } = realCourse;
    const own = lessons.map(({ stage, chapter }) => (chapter ? "" : stage));

    // On the last stage, all cures hold together.
    const chapters = lessons.slice(stages.length - 2).map(() => "");
    expect(own).to.deep.equal([...stages.slice(1, -1), ...chapters]);
  });

  it("are one for each chapter of the last stage, behind the others", () => {
    const { lessons, stages } = realCourse;
    const chapters = lessons.filter(({ chapter }) => chapter);

    expect(chapters.map(numberOf)).to.deep.equal([
      ...["99-queue", "99-payment", "99-events", "99-partial"],
    ]);
    for (const { stage } of chapters) expect(stage).to.equal(stages.at(-1));
  });
});

describe("the matrix in a README", () => {
  const readme =
    "# Course\n\n<!-- matrix: npm run matrix -->\nold\n<!-- /matrix -->\n\nEnd\n";

  it("takes the place of the one before", () => {
    const written = writeMatrix(readme, "| new |");

    expect(readMatrix(readme)).to.equal("old");
    expect(readMatrix(written)).to.equal("| new |");
    expect(writeMatrix(written, "old")).to.equal(writeMatrix(readme, "old"));
    expect(written)
      .to.match(/^# Course\n\n<!--/)
      .and.to.match(/-->\n\nEnd\n$/);
  });

  it("needs its two comments", () => {
    for (const text of ["# Course", readme.replace("<!-- /matrix -->", "")]) {
      expect(() => readMatrix(text)).to.throw(/^The README lacks/);
    }
  });
});

function name(digit: string) {
  return `demo0${digit}`;
}

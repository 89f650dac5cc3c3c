import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";
import { stageBefore } from "../series/series.ts";
import {
  countLines,
  isSource,
  longerThan,
  medianLines,
  readingList,
  servicesOf,
} from "./reading.ts";
import { readStage, type Source, sourceOf } from "./sources.ts";

const most = { main: 20, idea: 120, eight: 600, median: 40 };
/** Its README has one idea of each lesson; a chapter links to its services. */
const final = "demo99";
const series = { root: courseDirectory, stages };

for (const stage of stages) {
  describe(`what there is to read in ${stage}`, () => {
    const before = stageBefore(series, stage);
    const sources = readStage(stage);
    const readme = sources.find(({ path }) => path === "README.md")?.text ?? "";
    const list = readingList(readme);
    const find = (path: string) =>
      sources.find((source) => source.path === path) as Source;

    it(`has no main.ts of more than ${most.main} lines`, () => {
      const mains = sources.filter(({ path }) => /\/main\.ts$/.test(path));

      expect(mains).not.to.deep.equal([]);
      expect(longerThan(most.main, mains)).to.deep.equal([]);
    });

    it(`is eight files of at most ${most.eight} lines together`, () => {
      const paths = list.map(({ path }) => path);
      const lines = paths.map((path) =>
        find(path) ? countLines(find(path)) : 0,
      );

      expect(new Set(paths).size, "files in the README's list").to.equal(8);
      expect(
        paths.filter((path) => !find(path)),
        "missing",
      ).to.deep.equal([]);
      expect(lines.reduce((sum, count) => sum + count)).to.be.at.most(
        most.eight,
      );
    });

    it(`has a median source file of at most ${most.median} lines`, () => {
      expect(medianLines(sources.filter(isSource))).to.be.at.most(most.median);
    });

    if (!before) return;
    if (stage === final) {
      it("links from a chapter to each new service", () => {
        const old = servicesOf(readStage(before));
        const added = servicesOf(sources).filter((it) => !old.includes(it));
        const chapters = sources
          .filter(({ path }) => path.startsWith("chapters/"))
          .map(({ text }) => text)
          .join();

        for (const name of added) {
          expect(chapters).to.include(`](../services/${name}/`);
        }
      });
      return;
    }

    it(`has an idea file of at most ${most.idea} lines for a new service`, () => {
      const old = servicesOf(readStage(before));
      const added = servicesOf(sources).filter((name) => !old.includes(name));
      const ideas = list.filter(({ isIdea }) => isIdea);

      for (const name of added) {
        const found = ideas.filter(({ path }) =>
          path.startsWith(`services/${name}/`),
        );
        expect(found, `idea of ${name}`).to.have.length.above(0);
      }
      const files = ideas.flatMap(({ path }) => find(path) ?? []);
      expect(longerThan(most.idea, files)).to.deep.equal([]);
    });
  });
}

describe("the check of what there is to read", () => {
  it("finds the list of a README, and the file that is marked", () => {
    const text = `## What changed

### The eight files

1. [the leases](services/registry/src/lease.ts): the idea of the stage
2. \`commons/call.ts\`

## Experiments

- \`other.ts\`
`;

    expect(readingList(text)).to.deep.equal([
      { path: "services/registry/src/lease.ts", isIdea: true },
      { path: "commons/call.ts", isIdea: false },
    ]);
    expect(readingList("# no list\n\n- `a.ts`")).to.deep.equal([]);
  });

  it("counts the lines of files, and of the median file", () => {
    const sources = [5, 1, 9].map((count) =>
      sourceOf(`${count}.ts`, "x\n".repeat(count)),
    );

    expect(medianLines(sources)).to.equal(5);
    expect(longerThan(5, sources)).to.deep.equal(["9.ts: 9"]);
  });

  it("takes the code of services, commons and client, without tests", () => {
    const paths = ["commons/a.ts", "client/web/page/b.tsx"];
    const others = ["commons/test/a.ts", "services/x/test/a.ts", "stage.json"];

    const sources = [...paths, ...others].map((path) => sourceOf(path, ""));
    expect(sources.filter(isSource).map(({ path }) => path)).to.deep.equal(
      paths,
    );
  });
});

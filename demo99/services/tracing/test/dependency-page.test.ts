import { expect } from "chai";
import { describe, it } from "mocha";
import { drawingOf } from "../page/dependency/drawing.ts";
import { errorShareOf, healthOf } from "../page/dependency/errors.ts";
import { formatShare } from "../page/format.ts";
import { linkServices } from "../src/dependency-links.ts";
import { makeUpTraces } from "./made-up-traces.ts";

describe("the drawing of the dependencies", () => {
  const link = (parent: string, child: string, callCount = 1) => ({
    parent,
    child,
    callCount,
  });
  /** The services from left to right; those above each other as one text. */
  function columns(...links: ReturnType<typeof link>[]) {
    const { boxes } = drawingOf(links);
    const places = [...new Set(boxes.map(({ x }) => x))].sort((a, b) => a - b);
    return places.map((place) =>
      boxes
        .filter(({ x }) => x === place)
        .map(({ service }) => service)
        .sort()
        .join(" "),
    );
  }

  it("puts every service to the right of its callers", () => {
    expect(
      columns(link("b", "d"), link("a", "b"), link("a", "c"), link("a", "d")),
    ).to.deep.equal(["a", "b c", "d"]);
  });

  it("draws the rarest calls of a cycle back to the left", () => {
    expect(
      columns(
        link("book", "gateway", 4),
        link("cd", "gateway", 4),
        link("gateway", "book", 900),
        link("gateway", "cd", 900),
      ),
    ).to.deep.equal(["gateway", "book cd"]);
  });

  it("has a box, and no line, for a service that calls itself only", () => {
    const { boxes, lines, width } = drawingOf([link("a", "a")]);

    expect(boxes.map(({ service }) => service)).to.deep.equal(["a"]);
    expect(lines).to.deep.equal([]);
    expect(width).to.be.above(0);
  });

  it("takes every name of a service", () => {
    const names = ["__proto__", "constructor", ""];

    const { boxes } = drawingOf(names.map((name) => link("a", name)));

    expect(boxes.map(({ service }) => service)).to.have.members([
      "a",
      ...names,
    ]);
  });

  it("has a box for each service and a line for each link, none on another", () => {
    const links = linkServices(makeUpTraces(100, Date.now(), 3));

    const { boxes, lines, width, height } = drawingOf(links);

    const services = links.flatMap(({ parent, child }) => [parent, child]);
    expect(boxes).to.have.length(new Set(services).size);
    expect(lines).to.have.length(links.length);
    const places = [...boxes, ...lines].map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places)).to.have.length(places.length);
    expect(
      boxes.every(({ x, y }) => x >= 0 && x < width && y >= 0 && y < height),
    ).to.equal(true);
    expect(lines.every(({ path }) => !path.includes("NaN"))).to.equal(true);
  });

  it("keeps the labels apart, also where calls go both ways", () => {
    const services = ["a", "b", "c", "d"].map((name) => `${name}-api`);
    const links = services.flatMap((name) => [
      { ...link("gateway", name, 1_204), errorCount: 300 },
      link(name, "gateway", 4),
    ]);

    const { lines } = drawingOf(links);

    const labels = lines.map(({ label, x, y }) => ({
      ...{ left: x - label.length * 4, right: x + label.length * 4 },
      ...{ top: y - 8, bottom: y + 8 },
    }));
    const overlaps = labels.flatMap((one, i) =>
      labels
        .slice(i + 1)
        .filter(
          (other) =>
            one.left < other.right &&
            other.left < one.right &&
            one.top < other.bottom &&
            other.top < one.bottom,
        ),
    );
    expect(overlaps).to.deep.equal([]);
  });

  it("has the share of failed calls, and its severity", () => {
    const some = { ...link("a", "b"), callCount: 50, errorCount: 1 };
    const many = { ...some, errorCount: 25 };

    expect(formatShare(errorShareOf(some))).to.equal("2.0 %");
    expect([link("a", "b"), some, many].map(healthOf)).to.deep.equal([
      "well",
      "few",
      "bad",
    ]);
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import { drawingOf } from "../page/dependency/drawing.ts";
import { errorShareOf, healthOf } from "../page/dependency/errors.ts";
import { layersOf } from "../page/dependency/layers.ts";
import { formatShare } from "../page/format.ts";
import { linkServices } from "../src/dependency-links.ts";
import { makeUpTraces } from "./made-up-traces.ts";

describe("the drawing of the dependencies", () => {
  const link = (parent: string, child: string) => ({
    parent,
    child,
    callCount: 1,
  });
  const layers = (...links: ReturnType<typeof link>[]) =>
    layersOf(links).layers.map((layer) =>
      layer.flatMap(({ service }) => service ?? []).sort(),
    );

  it("puts every service to the right of its callers", () => {
    expect(
      layers(link("b", "d"), link("a", "b"), link("a", "c"), link("a", "d")),
    ).to.deep.equal([["a"], ["b", "c"], ["d"]]);
  });

  it("terminates when calls form a cycle", () => {
    expect(
      layers(link("a", "b"), link("b", "a"), link("b", "b")).flat().sort(),
    ).to.deep.equal(["a", "b"]);
  });

  it("leads long lines past the services between", () => {
    const { routes } = layersOf([
      link("a", "b"),
      link("b", "c"),
      link("a", "c"),
    ]);

    expect(routes.map(({ ids }) => ids.length)).to.deep.equal([2, 2, 3]);
  });

  it("has a box for each service and a line for each link, none on another", () => {
    const links = linkServices(makeUpTraces(100, Date.now(), 3));

    const { boxes, lines, width, height } = drawingOf(links);

    const services = new Set(
      links.flatMap(({ parent, child }) => [parent, child]),
    );
    expect(boxes).to.have.length(services.size);
    expect(lines).to.have.length(links.length);
    expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`))).to.have.length(
      boxes.length,
    );
    expect(
      boxes.every(({ x, y }) => x >= 0 && x < width && y >= 0 && y < height),
    ).to.equal(true);
    expect(lines.every(({ path }) => !path.includes("NaN"))).to.equal(true);
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

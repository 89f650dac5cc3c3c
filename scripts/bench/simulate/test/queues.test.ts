import { expect } from "chai";
import { describe, it } from "mocha";
import { createRandom } from "../../../extrapolate/random.ts";
import { type Line, type Station, simulate } from "../queues.ts";

const cake: Station = { name: "oven", servers: 1, calls: 1, serviceMs: 10 };
const unlimited = Number.POSITIVE_INFINITY;

function run(
  stations: Station[],
  perSecond: number,
  { cores = unlimited, requests = 50_000, seed = 1 } = {},
) {
  const { below } = createRandom(seed);
  const random = () => below(2 ** 31) / 2 ** 31;
  return simulate({ stations, cores, perSecond, requests, random });
}

const expectAbout = (value: number, wanted: number, part = 0.08) =>
  expect(value).to.be.within(wanted * (1 - part), wanted * (1 + part));

describe("a simulation of queues", () => {
  it("has the waits of one server (M/M/1)", () => {
    const { stations } = run([cake], 70);

    const [{ utilisation, queue, waitMs }] = stations as [Line];
    expectAbout(utilisation, 0.7, 0.02);
    // Wait: utilisation / (1 - utilisation) times the time of service.
    expectAbout(waitMs, (0.7 / 0.3) * 10);
    expectAbout(queue, 0.7 ** 2 / 0.3);
  });

  it("has the waits of two servers (M/M/2)", () => {
    const { stations } = run([{ ...cake, servers: 2 }], 140);

    const [{ utilisation, waitMs }] = stations as [Line];
    expectAbout(utilisation, 0.7, 0.02);
    // The formula of Erlang: with two servers, u² / (1 - u²).
    expectAbout(waitMs, (0.49 / 0.51) * 10);
  });

  it("lets instances wait for the cores that they share", () => {
    const many = { ...cake, servers: 1_000 };

    const { stations, cores } = run([many], 140, { cores: 2 });

    expect((stations[0] as Line).queue).to.equal(0);
    expectAbout(cores.waitMs, (0.49 / 0.51) * 10);
    expectAbout(cores.utilisation, 0.7, 0.02);
  });

  it("has one queue behind another one", () => {
    const two = [cake, { ...cake, name: "icing", serviceMs: 5 }];

    const [, icing] = run(two, 70).stations as [Line, Line];

    // Departures of M/M/1 are arrivals like the first ones (Burke).
    expectAbout(icing.waitMs, (0.35 / 0.65) * 5);
  });

  it("calls a station as often as its requests do", () => {
    const often = { ...cake, calls: 2.5, serviceMs: 1 };

    const [{ utilisation }] = run([often], 100).stations as [Line];

    expectAbout(utilisation, 0.25, 0.02);
  });

  it("loses no request: what has arrived is finished, or still there", () => {
    const { arrived, finished, left, stations, cores } = run([cake], 150, {
      requests: 3_000,
      cores: 1,
    });

    expect(arrived).to.equal(3_000);
    expect(finished + left).to.equal(arrived);
    const waiting = (stations[0] as Line).left + cores.left;
    // One is being served.
    expect(left - waiting).to.equal(1);
  });

  it("has a queue that grows where more arrives than is served", () => {
    const { stations, seconds } = run([cake], 150, { requests: 15_000 });

    expectAbout((stations[0] as Line).left / seconds, 50, 0.1);
  });

  it("is the same for the same seed", () => {
    const once = () => run([cake], 70, { requests: 500, seed: 7 });

    expect(once()).to.deep.equal(once());
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import { createPoller } from "../src/poller.ts";
import type { Probe } from "../src/probe.ts";
import type { RegisteredInstance } from "../src/watched.ts";

const up: Probe = { timeMs: 1, health: undefined, error: undefined };
const never = new Promise<Probe>(() => {});

function anInstance(number: number): RegisteredInstance {
  const url = `http://localhost:${number}`;
  return { service: "a", instanceId: `a:${number}`, url, status: "UP" };
}

/** A poller of `count` instances; every scrape fails. */
function pollerOf(
  count: number,
  probe: (url: string) => Promise<Probe>,
  listed = Array.from({ length: count }, (_, i) => anInstance(i + 1)),
) {
  const scrape = () => Promise.reject(new Error("no metrics"));
  return createPoller({ list: () => listed, scrape, probe, now: () => 0 });
}

describe("a poller", () => {
  it("polls the others while one instance does not reply", async () => {
    const probed: string[] = [];
    const poller = pollerOf(2, async (url) => {
      probed.push(new URL(url).port);
      return url.endsWith(":1") ? never : up;
    });

    poller.round();
    await until(() => poller.instances()[1]?.probe !== undefined);
    poller.round();
    await until(() => probed.length === 3);

    expect(probed).to.deep.equal(["1", "2", "2"]);
  });

  it("has a bounded number of requests in flight", async () => {
    let inFlight = 0;
    let most = 0;
    const poller = pollerOf(100, async () => {
      most = Math.max(most, ++inFlight);
      await new Promise(setImmediate);
      inFlight--;
      return up;
    });

    await poller.round();

    expect(most).to.be.within(2, 32);
    expect(poller.instances().every(({ probe }) => probe)).to.equal(true);
  });

  it("watches at most 500 instances", async () => {
    const listed = Array.from({ length: 600 }, (_, i) => anInstance(i + 1));
    const poller = pollerOf(0, async () => up, listed);
    await poller.round();
    expect(poller.instances()).to.have.length(500);

    listed.splice(0, 500);
    await poller.round();

    const left = poller.instances();
    expect(left.filter(({ isRegistered }) => isRegistered)).to.have.length(100);
    expect(left).to.have.length(500);
  });

  it("skips registrations with an invalid URL or a huge id", async () => {
    const url = "http://not a host:8080";
    const injected = "http://127.0.0.1:6700/admin/delete?all=1#:8080";
    const instanceId = "x".repeat(1_000);
    const poller = pollerOf(0, async () => up, [
      { ...anInstance(1), url },
      { ...anInstance(1), url: injected },
      { ...anInstance(2), instanceId },
      anInstance(3),
    ]);

    await poller.round();

    const ids = poller.instances().map((one) => one.instanceId);
    expect(ids).to.deep.equal(["a:3"]);
  });
});

async function until(condition: () => boolean) {
  while (!condition()) await new Promise(setImmediate);
}

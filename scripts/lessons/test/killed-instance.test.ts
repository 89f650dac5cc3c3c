import { expect } from "chai";
import { describe, it } from "mocha";
import { type Killed, killedInstance } from "../03-killed-instance.ts";
import type { Scene } from "../lesson.ts";
import type { Call } from "../load.ts";
import { keepStory } from "./made-up.ts";

const victim = { id: "numbergenerator-api/1", url: "http://localhost:8084" };
const fine: Call = { what: "add", answer: { ok: true, body: {} } };

function refused(status: number, detail: string): Call {
  return { what: "add", answer: { ok: false, status, detail } };
}

const lost = refused(503, "http://numbergenerator-api does not answer.");

function facts(calls: number[], before: Call[], after: Call[]): Killed {
  const shares = calls.map((count, index) => {
    return { id: `numbergenerator-api/${index + 1}`, calls: count };
  });
  const round = { shares, refusals: [] };
  return { round, victim, load: { before, after, afterMs: 1 } };
}

const { story } = keepStory();
const scene = { stage: { instances: () => [] }, story } as unknown as Scene;

async function holds(part: "symptom" | "cure", seen: Killed) {
  return (await killedInstance[part].judge(scene, seen)).holds;
}

describe("the killed instance: its symptom", () => {
  it("is all calls on one instance, and calls that fail without it", async () => {
    const seen = facts([30, 0, 0], [fine], [lost, fine]);
    const byAddress = refused(503, `${victim.url} does not answer.`);

    expect(await holds("symptom", seen)).to.equal(true);
    expect(
      await holds("symptom", facts([0, 30, 0], [fine], [byAddress])),
    ).to.equal(true);
  });

  const others: Record<string, Killed> = {
    "shared calls": facts([29, 1, 0], [fine], [lost]),
    "a kill without an effect": facts([30, 0, 0], [fine], [fine]),
    "calls that failed before it": facts([30, 0, 0], [lost], [lost]),
    "another status": facts([30, 0, 0], [fine], [lost, refused(500, "Oh.")]),
    "no answer": facts([30, 0, 0], [fine], [refused(0, "No answer")]),
    "another reason": facts([30, 0, 0], [fine], [refused(503, "inventory")]),
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", seen)).to.equal(false);
    });
  }
});

describe("the killed instance: its cure", () => {
  it("is an equal share for each, and no call that fails", async () => {
    const seen = facts([10, 11, 9], [fine], [fine, fine]);

    expect(await holds("cure", seen)).to.equal(true);
  });

  const others: Record<string, Killed> = {
    "an unfair share": facts([12, 9, 9], [fine], [fine]),
    "one call that fails": facts([10, 10, 10], [fine], [fine, lost]),
    "one that failed before": facts([10, 10, 10], [lost], [fine]),
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", seen)).to.equal(false);
    });
  }

  it("is not a call that fails while all are up", async () => {
    const seen = facts([10, 10, 9], [fine], [fine]);
    const refusals = [{ ok: false as const, status: 503, detail: "Oh." }];
    const round = { ...seen.round, refusals };

    expect(await holds("cure", { ...seen, round })).to.equal(false);
  });
});

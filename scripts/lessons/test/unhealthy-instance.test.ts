import { expect } from "chai";
import { describe, it } from "mocha";
import { type Facts, unhealthyInstance } from "../05-unhealthy-instance.ts";
import type { Scene } from "../lesson.ts";

const victim = {
  id: "numbergenerator-api/2",
  port: 8184,
  url: "http://localhost:8184",
};
const other = "http://localhost:8084";
const scene = {} as Scene;

function refused(status: number, detail: string) {
  return { ok: false as const, status, detail };
}

const lost = refused(503, "http://numbergenerator-api answered 503.");

/** On a stage without monitoring. */
const alone: Facts = {
  victim,
  calls: 12,
  refusals: [lost, lost],
  registered: ["8084 UP", "8184 UP", "8284 UP"],
  before: undefined,
  byUrl: undefined,
  byPage: undefined,
};

const naming = (...urls: string[]) => ({ urls, ms: 1_000 });
const watched: Facts = {
  ...alone,
  before: [],
  byUrl: naming(victim.url),
  byPage: naming(victim.url),
};

async function holds(part: "symptom" | "cure", seen: Facts) {
  return (await unhealthyInstance[part].judge(scene, seen)).holds;
}

describe("the unhealthy instance: its symptom", () => {
  it("is that calls fail, and nothing names the instance", async () => {
    expect(await holds("symptom", alone)).to.equal(true);
  });

  const others: Record<string, Partial<Facts>> = {
    "a cut without an effect": { refusals: [] },
    "a store in which every call fails": { refusals: Array(12).fill(lost) },
    "a refusal that names the URL": {
      refusals: [refused(503, "http://localhost:8184 answered 503.")],
    },
    "a refusal that names the instance": {
      refusals: [refused(503, "numbergenerator-api/2 is unhealthy.")],
    },
    "no answer": { refusals: [refused(0, "No answer")] },
    "a registry that reports DOWN": { registered: ["8084 UP", "8184 DOWN"] },
    "a URL that responds": { byUrl: naming() },
    "a page that responds": { byPage: naming() },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", { ...alone, ...seen })).to.equal(false);
    });
  }
});

describe("the unhealthy instance: its cure", () => {
  it("is that a URL and a page name it", async () => {
    expect(await holds("cure", watched)).to.equal(true);
  });

  it("does not depend on a failed call", async () => {
    expect(await holds("cure", { ...watched, refusals: [] })).to.equal(true);
  });

  const others: Record<string, Partial<Facts>> = {
    "no response": alone,
    "a page alone": { byUrl: undefined },
    "a URL alone": { byPage: undefined },
    "a URL that names no instance": { byUrl: naming() },
    "a page that names no instance": { byPage: naming() },
    "another instance": { byUrl: naming(other) },
    "one instance too many": { byUrl: naming(other, victim.url) },
    "an instance that was named before": { before: [victim.url] },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", { ...watched, ...seen })).to.equal(false);
    });
  }
});

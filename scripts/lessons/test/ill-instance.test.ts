import { expect } from "chai";
import { describe, it } from "mocha";
import { type Ill, illInstance } from "../05-ill-instance.ts";
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

/** On a stage without anybody to ask. */
const alone: Ill = {
  victim,
  calls: 12,
  refusals: [lost, lost],
  registered: ["8084 UP", "8184 UP", "8284 UP"],
  before: undefined,
  byUrl: undefined,
  byPage: undefined,
};

const naming = (...urls: string[]) => ({ urls, ms: 1_000 });
const watched: Ill = {
  ...alone,
  before: [],
  byUrl: naming(victim.url),
  byPage: naming(victim.url),
};

async function holds(part: "symptom" | "cure", seen: Ill) {
  return (await illInstance[part].judge(scene, seen)).holds;
}

describe("the ill instance: its symptom", () => {
  it("is calls that fail, and nobody who says whose fault it is", async () => {
    expect(await holds("symptom", alone)).to.equal(true);
  });

  const others: Record<string, Partial<Ill>> = {
    "a cut that nobody notices": { refusals: [] },
    "a store that answers no call": { refusals: Array(12).fill(lost) },
    "a refusal that names the place": {
      refusals: [refused(503, "http://localhost:8184 answered 503.")],
    },
    "a refusal that names the instance": {
      refusals: [refused(503, "numbergenerator-api/2 is ill.")],
    },
    "no answer": { refusals: [refused(0, "No answer")] },
    "a registry that knows": { registered: ["8084 UP", "8184 DOWN"] },
    "a URL to ask": { byUrl: naming() },
    "a page to ask": { byPage: naming() },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", { ...alone, ...seen })).to.equal(false);
    });
  }
});

describe("the ill instance: its cure", () => {
  it("is a URL and a page that name it", async () => {
    expect(await holds("cure", watched)).to.equal(true);
  });

  it("needs no call that fails", async () => {
    expect(await holds("cure", { ...watched, refusals: [] })).to.equal(true);
  });

  const others: Record<string, Partial<Ill>> = {
    "nobody to ask": alone,
    "a page alone": { byUrl: undefined },
    "a URL alone": { byPage: undefined },
    "a URL that names nobody": { byUrl: naming() },
    "a page that names nobody": { byPage: naming() },
    "another instance": { byUrl: naming(other) },
    "one instance too many": { byUrl: naming(other, victim.url) },
    "one that was named all the time": { before: [victim.url] },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", { ...watched, ...seen })).to.equal(false);
    });
  }
});

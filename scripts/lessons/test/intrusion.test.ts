import { expect } from "chai";
import { describe, it } from "mocha";
import { type Attempt, type Intrusion, intrusion } from "../06-intrusion.ts";
import type { Scene } from "../lesson.ts";

const gateway = "http://localhost:8100";
const around = "http://localhost:8081";
const scene = {} as Scene;

const nobody = { who: "nobody in particular", due: 401 };
const alice = { who: "alice, a customer", due: 403 };

const refusedAt = (door: string) =>
  [nobody, alice].map((one) => ({
    ...one,
    door,
    status: one.due,
    isIn: false,
  }));
const takenAt = (door: string) =>
  [nobody, alice].map((one) => ({ ...one, door, status: 201, isIn: true }));

const open: Intrusion = {
  doors: [around],
  attempts: takenAt(around),
  peeks: [{ door: around, status: 200 }],
};
const closed: Intrusion = {
  doors: [gateway, around],
  attempts: [...refusedAt(gateway), ...refusedAt(around)],
  peeks: [
    { door: gateway, status: 403 },
    { door: around, status: 403 },
  ],
};

async function holds(part: "symptom" | "cure", seen: Intrusion) {
  return (await intrusion[part].judge(scene, seen)).holds;
}

function withAttempt(seen: Intrusion, change: Partial<Attempt>): Intrusion {
  const [first, ...others] = seen.attempts;
  return { ...seen, attempts: [{ ...first, ...change } as Attempt, ...others] };
}

describe("the intrusion: its symptom", () => {
  it("is that every book gets in, and every cart is open", async () => {
    expect(await holds("symptom", open)).to.equal(true);
  });

  const others: Record<string, Intrusion> = {
    "a store that refuses all": closed,
    "one book that does not get in": withAttempt(open, { isIn: false }),
    "a cart that is not open": { ...open, peeks: [{ door: "", status: 404 }] },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", seen)).to.equal(false);
    });
  }
});

describe("the intrusion: its cure", () => {
  it("is a refusal as due, at the gateway and around it", async () => {
    expect(await holds("cure", closed)).to.equal(true);
  });

  const others: Record<string, Intrusion> = {
    "a store without a gateway": { ...closed, doors: [around] },
    "a gateway with a hole": withAttempt(closed, { status: 201, isIn: true }),
    "a service that believes whoever goes around the gateway": {
      ...closed,
      attempts: [...refusedAt(gateway), ...takenAt(around)],
    },
    "a refusal after the book was added": withAttempt(closed, { isIn: true }),
    "a 403 where nobody is known": withAttempt(closed, { status: 403 }),
    "a failure": withAttempt(closed, { status: 503 }),
    "a cart that is open": { ...closed, peeks: [{ door: "", status: 200 }] },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", seen)).to.equal(false);
    });
  }
});

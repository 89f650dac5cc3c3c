import { expect } from "chai";
import { describe, it } from "mocha";
import { type Attempt, type Intrusion, intrusion } from "../06-intrusion.ts";
import type { Scene } from "../lesson.ts";

const gateway = "http://localhost:8100";
const service = "http://localhost:8081";
const scene = {} as Scene;

const tokens = [
  { about: "no token", due: 401 },
  { about: "a customer's token", due: 403 },
];

const refusedAt = (door: string) =>
  tokens.map((one) => ({ ...one, door, status: one.due, isAdded: false }));
const addedAt = (door: string) =>
  tokens.map((one) => ({ ...one, door, status: 201, isAdded: true }));

const open: Intrusion = {
  doors: [service],
  attempts: addedAt(service),
  peeks: [{ door: service, status: 200 }],
  falseGateway: { status: 204, isListed: true },
  withoutGateway: undefined,
};
const closed: Intrusion = {
  doors: [gateway, service],
  attempts: [...refusedAt(gateway), ...refusedAt(service)],
  peeks: [
    { door: gateway, status: 403 },
    { door: service, status: 403 },
  ],
  falseGateway: { status: 401, isListed: false },
  withoutGateway: 201,
};

async function holds(part: "symptom" | "cure", seen: Intrusion) {
  return (await intrusion[part].judge(scene, seen)).holds;
}

function withAttempt(seen: Intrusion, change: Partial<Attempt>): Intrusion {
  const [first, ...others] = seen.attempts;
  return { ...seen, attempts: [{ ...first, ...change } as Attempt, ...others] };
}

describe("the intrusion: its symptom", () => {
  it("is that each book is added, and each cart can be read", async () => {
    expect(await holds("symptom", open)).to.equal(true);
  });

  const others: Record<string, Intrusion> = {
    "a store that refuses all": closed,
    "one book that is not added": withAttempt(open, { isAdded: false }),
    "a cart that is refused": { ...open, peeks: [{ door: "", status: 404 }] },
    "a registry with a password": {
      ...open,
      falseGateway: closed.falseGateway,
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", seen)).to.equal(false);
    });
  }
});

describe("the intrusion: its cure", () => {
  it("is a refusal as due, at the gateway and at the service", async () => {
    expect(await holds("cure", closed)).to.equal(true);
  });

  const others: Record<string, Intrusion> = {
    "a store without a gateway": { ...closed, doors: [service] },
    "a gateway that lets one through": withAttempt(closed, {
      status: 201,
      isAdded: true,
    }),
    "a service that trusts calls around the gateway": {
      ...closed,
      attempts: [...refusedAt(gateway), ...addedAt(service)],
    },
    "a refusal after the book was added": withAttempt(closed, {
      isAdded: true,
    }),
    "a 403 without a token": withAttempt(closed, { status: 403 }),
    "a failure": withAttempt(closed, { status: 503 }),
    "a cart that can be read": {
      ...closed,
      peeks: [{ door: "", status: 200 }],
    },
    "a registry that accepts a false gateway": {
      ...closed,
      falseGateway: open.falseGateway,
    },
    "a false gateway that is refused but listed": {
      ...closed,
      falseGateway: { status: 401, isListed: true },
    },
    "services that need the gateway": { ...closed, withoutGateway: 503 },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", seen)).to.equal(false);
    });
  }
});

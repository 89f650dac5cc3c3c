import { expect } from "chai";
import { describe, it } from "mocha";
import { type Queued, queue } from "../99-queue.ts";
import type { Scene } from "../lesson.ts";
import type { Period, SignUp } from "../sign-ups.ts";

const scene = {} as Scene;

function periodOf(status: number, ms: number, count = 40): Period {
  const signUps = Array.from({ length: count }, (_, index) => {
    return { email: `${index}@store.example`, status, ms };
  });
  return { signUps, ms: 2_000 };
}

const repeated = (status: number, count = 40): SignUp[] =>
  periodOf(status, 5, count).signUps;

/** A sign-up that posts to slack-api itself. */
const waiting: Queued = {
  before: periodOf(201, 20),
  slow: periodOf(503, 1_000),
  repeated: repeated(409),
  messages: Array(40).fill(1),
  deliveredMs: 100,
};

/** A sign-up that publishes an event. */
const queued: Queued = {
  ...waiting,
  slow: periodOf(201, 20),
  repeated: [],
  messages: Array(80).fill(1),
};

const none = { signUps: [], ms: 4_000 };

async function judge(part: "symptom" | "cure", seen: Queued) {
  return queue[part].judge(scene, seen);
}

describe("the queue: its symptom", () => {
  it("is refused sign-ups, whose accounts exist", async () => {
    const { holds, because } = await judge("symptom", waiting);

    expect(holds).to.equal(true);
    expect(because).to.equal(
      "20.0 sign-ups a second before, 0.0 while slack-api was slow. 40 sign-ups failed and left an account all the same.",
    );
  });

  it("is also slow sign-ups, if those that fail leave an account", async () => {
    const signUps = [
      ...periodOf(201, 3_000).signUps,
      ...periodOf(503, 3_000, 2).signUps,
    ];
    const seen = { slow: { signUps, ms: 4_000 }, repeated: repeated(409, 2) };

    expect(await judge("symptom", { ...waiting, ...seen })).to.include({
      holds: true,
    });
  });

  const others: Record<string, Partial<Queued>> = {
    "fast sign-ups": { slow: periodOf(201, 20), repeated: [] },
    "some fast sign-ups": {
      slow: {
        signUps: [...repeated(201, 5), ...repeated(503, 40)],
        ms: 4_000,
      },
    },
    "refusals without an account": { repeated: repeated(201) },
    "no refusal": { repeated: [] },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      const { holds } = await judge("symptom", { ...waiting, ...seen });
      expect(holds).to.equal(false);
    });
  }
});

describe("the queue: its cure", () => {
  it("is fast sign-ups, and one message about each user", async () => {
    const { holds, because } = await judge("cure", queued);

    expect(holds).to.equal(true);
    expect(because).to.include("each of 80 messages was there once.");
  });

  it("allows for one failure in twenty", async () => {
    const withRefused = (count: number) => {
      const signUps = [...repeated(201, 40 - count), ...repeated(503, count)];
      return { ...queued, slow: { signUps, ms: 4_000 } };
    };

    expect((await judge("cure", withRefused(2))).holds).to.equal(true);
    expect((await judge("cure", withRefused(3))).holds).to.equal(false);
  });

  const others: Record<string, Partial<Queued>> = {
    "sign-ups that fail": { slow: periodOf(503, 20) },
    "sign-ups that wait": { slow: periodOf(201, 1_000) },
    "no sign-ups": { slow: none },
    "a lost message": { messages: [...queued.messages, 0] },
    "a message that comes twice": { messages: [...queued.messages, 2] },
    "events that still wait": { deliveredMs: undefined },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      const { holds } = await judge("cure", { ...queued, ...seen });
      expect(holds).to.equal(false);
    });
  }
});

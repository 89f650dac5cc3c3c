import { expect } from "chai";
import { describe, it } from "mocha";
import { events, type Moderated } from "../99-events.ts";
import type { Scene } from "../lesson.ts";

const scene = {} as Scene;

/** A bus that has called moderation-api once. */
const forgotten: Moderated = {
  during: ["pending", "pending", "pending"],
  after: ["pending", "pending", "pending"],
  decidedMs: undefined,
  later: "approved",
  left: 0,
};

/** A bus that has delivered all events after the outage. */
const delivered: Moderated = {
  ...forgotten,
  after: ["approved", "rejected", "approved"],
  decidedMs: 2_500,
};

async function judge(part: "symptom" | "cure", seen: Moderated) {
  return events[part].judge(scene, seen);
}

function describePart(
  part: "symptom" | "cure",
  seen: Moderated,
  others: Record<string, Partial<Moderated>>,
) {
  for (const [what, differently] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      const { holds } = await judge(part, { ...seen, ...differently });
      expect(holds).to.equal(false);
    });
  }
}

describe("the event bus: its symptom", () => {
  it("is comments that stay pending, with nothing left to deliver", async () => {
    const { holds, because } = await judge("symptom", forgotten);

    expect(holds).to.equal(true);
    expect(because).to.equal(
      "The 3 comments of the outage are pending, and no event about them is left. One that was written later is approved.",
    );
  });

  describePart("symptom", forgotten, {
    "comments that were moderated": delivered,
    "one comment that was moderated": {
      after: ["pending", "rejected", "pending"],
    },
    "a bus that has still something to deliver": { left: 3 },
    "a store that moderates nothing": { later: "pending" },
    "comments that no reader sees": { during: ["pending", undefined] },
  });
});

describe("the event bus: its cure", () => {
  it("is comments that are moderated after the outage", async () => {
    const { holds, because } = await judge("cure", delivered);

    expect(holds).to.equal(true);
    expect(because).to.equal(
      "3 comments were pending during the outage; 2.5 s after it, all were moderated.",
    );
  });

  describePart("cure", delivered, {
    "comments that stay pending": forgotten,
    "a comment that stays pending": {
      after: ["approved", "rejected", "pending"],
      decidedMs: undefined,
    },
    "a comment with the wrong decision": {
      after: ["approved", "approved", "approved"],
    },
    "comments that are listed after the outage only": {
      during: ["pending", undefined, undefined],
    },
    "comments that were decided during the outage": {
      during: ["approved", "rejected", "approved"],
    },
    "a store that does not moderate again": { later: "pending" },
  });
});

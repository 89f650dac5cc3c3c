import { expect } from "chai";
import { describe, it } from "mocha";
import { isFromAll, partial, type Searched } from "../99-partial.ts";
import type { Scene } from "../lesson.ts";
import { type Answer, describeAnswer } from "../searches.ts";

const scene = {} as Scene;

const usual: Answer = {
  ms: 12,
  sources: ["books", "reddit"],
  hits: ["books/1", "reddit/t1"],
  late: [],
};
const early: Answer = {
  ms: 260,
  sources: ["books"],
  hits: ["books/1"],
  late: ["feeds"],
  complete: "/search/results/1",
};

/** A search that waits for all sources. */
const waited: Searched = {
  usual,
  slow: [
    { ...usual, ms: 2_010 },
    { ...usual, ms: 2_500 },
  ],
  completed: undefined,
};
/** A search that does not. */
const answered: Searched = {
  usual,
  slow: [early, { ...early, ms: 280 }],
  completed: { ...usual, ms: 1_700 },
};

const judge = (part: "symptom" | "cure", seen: Searched) =>
  partial[part].judge(scene, seen);

function slowWith(differently: Partial<Answer>): Searched {
  return { ...answered, slow: [early, { ...early, ...differently }] };
}

function completedWith(differently: Partial<Answer>): Searched {
  return { ...answered, completed: { ...usual, ...differently } };
}

describe("the usual answer", () => {
  it("is from a catalogue and from each of the feeds", () => {
    const all = ["atom", "books", "reddit"];

    expect(isFromAll({ ...usual, sources: all })).to.equal(true);
    for (const missing of all) {
      const sources = all.filter((source) => source !== missing);
      expect(isFromAll({ ...usual, sources }), missing).to.equal(false);
    }
    const late = ["posts"];
    expect(isFromAll({ ...usual, sources: all, late })).to.equal(false);
  });

  it("is described with the right number", () => {
    const { hits } = usual;
    expect(describeAnswer(usual)).to.match(/^2 results from books and reddit/);
    const one = { ...usual, hits: hits.slice(0, 1) };
    expect(describeAnswer(one)).to.match(/^1 result from/);
  });
});

describe("the search: its symptom", () => {
  it("is as slow as the slowest source", async () => {
    const { holds, because } = await judge("symptom", waited);

    expect(holds).to.equal(true);
    expect(because).to.equal("Each of 2 searches took 2.0 s or more.");
  });

  const others: Record<string, Searched> = {
    "a fast search": answered,
    "one fast search": { ...waited, slow: [...waited.slow, usual] },
    "a slow search without a source": {
      ...waited,
      slow: [{ ...early, ms: 2_500 }],
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect((await judge("symptom", seen)).holds).to.equal(false);
    });
  }
});

describe("the search: its cure", () => {
  it("is a fast answer, which is completed", async () => {
    const { holds, because } = await judge("cure", answered);

    expect(holds).to.equal(true);
    expect(because).to.equal(
      "2 searches named the late source after 280 ms; the complete answer has all 2 results.",
    );
  });

  const others: Record<string, Searched> = {
    "a slow search": waited,
    "a search that is mostly slow": slowWith({ ms: 2_100 }),
    "an answer that does not name what is late": slowWith({ late: [] }),
    "an answer that names another source": slowWith({ late: ["posts"] }),
    "an answer without the catalogues": slowWith({ sources: ["posts"] }),
    "an answer that is never completed": { ...answered, completed: undefined },
    "a complete answer without a result": completedWith({ hits: ["books/1"] }),
    "a complete answer with a late source": completedWith({ late: ["feeds"] }),
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect((await judge("cure", seen)).holds).to.equal(false);
    });
  }
});

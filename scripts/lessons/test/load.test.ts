// @long

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import { refusalsIn, underLoad } from "../load.ts";
import type { Refusal, Store } from "../store.ts";

const refusal: Refusal = { ok: false, status: 503, detail: "No flour." };

/** Refuses to add anything while `isEmpty`. */
function storeThat(shelf: { isEmpty: boolean }): Store {
  return {
    async addBook() {
      await nextTurn();
      return shelf.isEmpty ? refusal : { ok: true, body: { number: "9798" } };
    },
    async readBook() {
      await nextTurn();
      return { ok: true, body: { number: "9798" } };
    },
  } as unknown as Store;
}

describe("a load", () => {
  it("runs before the event and after it, and keeps each answer", async () => {
    const shelf = { isEmpty: false };

    const { before, after } = await underLoad(
      storeThat(shelf),
      async () => {
        shelf.isEmpty = true;
      },
      100,
    );

    expect(before).to.have.length.at.least(20);
    expect(refusalsIn(before)).to.deep.equal([]);
    expect(refusalsIn(after)).to.deep.include(refusal);
    const reads = [...before, ...after].filter(({ what }) => what === "read");
    expect(reads).to.have.length.at.least(9);
  });

  it("ends early when the result is certain", async () => {
    const shelf = { isEmpty: false };

    const { after, afterMs } = await underLoad(
      storeThat(shelf),
      async () => {
        shelf.isEmpty = true;
      },
      60_000,
    );

    expect(refusalsIn(after)).to.have.length.within(100, 110);
    expect(afterMs).to.be.below(10_000);
  });

  it("ends when the event fails, with its error", async () => {
    const shelf = { isEmpty: false };
    const fails = async () => {
      throw new Error("out of order");
    };

    const error = await underLoad(storeThat(shelf), fails, 100).catch(
      (thrown: Error) => thrown,
    );

    expect(error).to.have.property("message", "out of order");
  });
});

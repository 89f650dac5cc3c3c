import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createKeySet, pauseMs } from "#commons/key-set.ts";
import { testPair } from "./test-auth.ts";

const jwk = testPair.publicKey.export({ format: "jwk" });

describe("key set", () => {
  let published: string[];
  let asked: number;
  let isAway: boolean;
  let time: number;

  beforeEach(() => {
    published = ["first"];
    asked = 0;
    isAway = false;
    time = 1_000_000;
  });

  function create() {
    const getJwks = async () => {
      asked++;
      if (isAway) throw new Error("away");
      return { keys: published.map((kid) => ({ ...jwk, kid })) };
    };
    return createKeySet(getJwks, () => time);
  }

  it("asks when the first key is wanted, and not again", async () => {
    const keys = create();
    expect(asked).to.equal(0);

    const found = await Promise.all([keys.find("first"), keys.find("first")]);

    expect(found[0]).to.equal(found[1]).and.not.equal(undefined);
    expect(asked).to.equal(1);
  });

  it("asks for a key that is not known, but not for each call", async () => {
    const keys = create();
    await keys.find("first");
    published.push("second");

    time += pauseMs;
    expect(await keys.find("second")).to.equal(undefined);
    expect(asked).to.equal(1);
    time += 1;

    expect(await keys.find("second")).not.to.equal(undefined);
    expect(await keys.find("made up")).to.equal(undefined);
    expect(await keys.find(undefined)).to.equal(undefined);
    expect(asked).to.equal(2);
  });

  it("cannot tell about a key that it cannot ask for", async () => {
    isAway = true;
    const keys = create();

    for (const kid of ["first", "made up"]) {
      const error = await keys.find(kid).catch((reason) => reason);
      expect(error).to.be.instanceOf(Error);
    }
    expect(asked).to.equal(1);
    isAway = false;
    time += pauseMs + 1;

    expect(await keys.find("first")).not.to.equal(undefined);
  });

  it("keeps what it knows while nobody answers", async () => {
    const keys = create();
    await keys.find("first");
    isAway = true;
    time += 3_600_000;

    expect(await keys.find("first")).not.to.equal(undefined);
    expect(asked).to.equal(2);
  });

  it("forgets a key that was withdrawn, minutes later", async () => {
    const keys = create();
    await keys.find("first");
    published = ["second"];
    time += 300_001;
    await keys.find("first");
    await keys.find("second");

    expect(await keys.find("first")).to.equal(undefined);
  });
});

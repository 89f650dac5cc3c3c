import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createServiceToken } from "#commons/service-token.ts";

describe("service token", () => {
  let asked: number;
  let isAway: boolean;
  let time: number;

  beforeEach(() => {
    asked = 0;
    isAway = false;
    time = 1_000_000;
  });

  function create() {
    const ask = async () => {
      asked++;
      await new Promise(setImmediate);
      if (isAway) throw new Error("away");
      return { token: `token ${asked}`, expiresIn: 300 };
    };
    return createServiceToken(ask, () => time);
  }

  it("is asked for once, however many wait for it", async () => {
    const token = create();
    expect(asked).to.equal(0);

    const tokens = await Promise.all([token.get(), token.get(), token.get()]);

    expect(tokens).to.deep.equal(["token 1", "token 1", "token 1"]);
    expect(await token.get()).to.equal("token 1");
  });

  it("is renewed in good time, while the old one serves", async () => {
    const token = create();
    await token.get();
    time += 250_000;

    expect(await token.get()).to.equal("token 1");
    await new Promise(setImmediate);
    await new Promise(setImmediate);

    expect(await token.get()).to.equal("token 2");
    expect(asked).to.equal(2);
  });

  it("serves until it ends when nobody gives another", async () => {
    const token = create();
    await token.get();
    isAway = true;
    time += 250_000;

    expect(await token.get()).to.equal("token 1");
    time += 50_000;

    const error = await token.get().catch((reason) => reason);
    expect(error).to.be.instanceOf(Error);
    isAway = false;
    expect(await token.get()).to.match(/^token \d$/);
  });

  it("is replaced when it was refused, and only then", async () => {
    const token = create();
    const refused = await token.get();

    token.forget("another one");
    expect(await token.get()).to.equal(refused);
    token.forget(refused);

    expect(await token.get()).to.equal("token 2");
  });
});

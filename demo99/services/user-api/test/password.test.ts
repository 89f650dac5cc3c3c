import { expect } from "chai";
import { describe, it } from "mocha";
import { hashPassword, isPassword, placeholderHash } from "../src/password.ts";

describe("password", () => {
  it("is verified by its hash, which does not contain it", async () => {
    const hash = await hashPassword("oven-mitts");

    expect(hash).not.to.include("oven-mitts");
    expect(await isPassword("oven-mitts", hash)).to.equal(true);
    expect(await isPassword("oven-mitt", hash)).to.equal(false);
    expect(await isPassword("", hash)).to.equal(false);
  });

  it("has a different hash each time", async () => {
    const hashes = await Promise.all([
      hashPassword("pie"),
      hashPassword("pie"),
    ]);

    expect(hashes[0]).not.to.equal(hashes[1]);
  });

  it("is hashed beside the event loop", async () => {
    let isDone = false;
    const hashing = hashPassword("pie").then(() => {
      isDone = true;
    });
    let turns = 0;
    for (; !isDone; turns++) await new Promise(setImmediate);
    await hashing;

    expect(turns).to.be.above(5);
  });

  it("never matches the placeholder hash", async () => {
    expect(await isPassword("", placeholderHash)).to.equal(false);
  });
});

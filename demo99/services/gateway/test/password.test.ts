import { expect } from "chai";
import { describe, it } from "mocha";
import { hashPassword, isPassword, nobodysHash } from "../src/password.ts";

describe("password", () => {
  it("is known by its hash, which does not tell it", async () => {
    const hash = await hashPassword("oven-mitts");

    expect(hash).not.to.include("oven-mitts");
    expect(await isPassword("oven-mitts", hash)).to.equal(true);
    expect(await isPassword("oven-mitt", hash)).to.equal(false);
    expect(await isPassword("", hash)).to.equal(false);
  });

  it("has another hash each time", async () => {
    const hashes = await Promise.all([
      hashPassword("pie"),
      hashPassword("pie"),
    ]);

    expect(hashes[0]).not.to.equal(hashes[1]);
  });

  it("of nobody is never right", async () => {
    expect(await isPassword("", nobodysHash)).to.equal(false);
  });
});

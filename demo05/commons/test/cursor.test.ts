import { expect } from "chai";
import { describe, it } from "mocha";
import * as z from "zod";
import { cursorOf, pageOf } from "#commons/cursor.ts";

describe("the cursor of a list", () => {
  const after = cursorOf(z.strictObject({ id: z.string() }));

  it("is decoded to the position it stands for", () => {
    const { next } = pageOf([{ id: "a" }, { id: "b" }], 1, ({ id }) => ({
      id,
    }));

    expect(after.parse(next)).to.deep.equal({ id: "a" });
    expect(after.parse(undefined)).to.equal(undefined);
  });

  it("is refused with one sentence if it is none of this list", () => {
    const other = Buffer.from('{"number":1}').toString("base64url");

    for (const cursor of ["garbage", "", other]) {
      const { error } = after.safeParse(cursor);
      expect(error?.issues.map(({ path, message }) => [path, message])).to.eql([
        [[], "is not a position of this list"],
      ]);
    }
  });
});

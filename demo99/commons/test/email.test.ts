import { expect } from "chai";
import { describe, it } from "mocha";
import { emailAddress, foldEmail, line } from "#commons/validate.ts";

const good = [
  "ada@store.example",
  "a.b+c_d@x.co.uk",
  "jürgen@bücher.example",
  "用户@例子.公司",
];
const bad: unknown[] = [
  "",
  "ada",
  "ada@",
  "@store.example",
  "ada@store",
  "ada@store..example",
  "a@b@store.example",
  "a\uFF20b@store.example",
  " ada@store.example",
  "ada@store.example\n",
  "ada@store.example\r\nBcc: eve@evil.example",
  "ada@store.example,eve@evil.example",
  "Ada <ada@store.example>",
  "ada\u0000@store.example",
  "ada\u200b@store.example",
  "ada\ud800@store.example",
  `${"x".repeat(250)}@a.example`,
  `x@${".".repeat(90_000)}`,
  1,
  null,
  ["ada@store.example"],
  { $gt: "" },
];

describe("an e-mail address", () => {
  for (const email of good) {
    it(`may be ${email}`, () => {
      expect(emailAddress.safeParse(email).success).to.equal(true);
    });
  }

  for (const email of bad) {
    it(`is not ${JSON.stringify(email)?.slice(0, 50)}`, () => {
      expect(emailAddress.safeParse(email).success).to.equal(false);
    });
  }

  it("is the same in any case and Unicode form", () => {
    const one = foldEmail("Jürgen@Store.EXAMPLE".normalize("NFC"));

    expect(foldEmail("JÜRGEN@store.example".normalize("NFD"))).to.equal(one);
    expect(foldEmail("ｊürgen@store.example")).to.equal(one);
  });
});

describe("text of one line", () => {
  it("has no line breaks and control characters", () => {
    expect(line().safeParse(" Ada\u200dB. ").success).to.equal(true);
    for (const text of ["a\nb", "a\r\nb", "a\u2028b", "a\u0007b", " "]) {
      expect(line().safeParse(text).success, text).to.equal(false);
    }
  });
});

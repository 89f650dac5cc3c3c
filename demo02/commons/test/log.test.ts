import { expect } from "chai";
import { describe, it } from "mocha";
import { createLog } from "#commons/log.ts";

describe("a log line", () => {
  const obeyed = "\u007f\u009b2J\u061c\u202e\u2028\ufeff\u{e0001}";

  function linesOf(message: string, details: object): string {
    let lines = "";
    const write = (line: string) => {
      lines += line;
    };
    createLog("test", "info", [{ write }]).info(details, message);
    return lines;
  }

  it("has escapes instead of characters that a terminal obeys", () => {
    const line = linesOf(obeyed, { more: obeyed });

    expect(line).to.match(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\n$/u);
    expect(line).to.include("\\u007f\\u009b2J\\u061c\\u202e\\u2028\\ufeff");
    expect(JSON.parse(line)).to.include({ msg: obeyed, more: obeyed });
  });

  it("has all other characters as they are", () => {
    const text = "Gödel, Escher — 日本 😀";

    expect(linesOf(text, {})).to.include(`"msg":"${text}"`);
  });
});

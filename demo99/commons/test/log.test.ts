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

  it("is shortened if it is too long for a request", () => {
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    const log = createLog("book-api", "info", [{ write }]);

    log.warn({ details: "x".repeat(1_000) }, "short");
    log.warn({ details: "x".repeat(2_000_000) }, "long ".repeat(20_000));

    const [short, long] = lines.map((line) => JSON.parse(line));
    expect(short.details).to.have.length(1_000);
    expect(long).to.include({ level: 40, service: "book-api" });
    expect(long.time).to.be.a("number");
    expect(long.msg).to.equal("long ".repeat(280));
    expect(lines[1]).to.match(/}\n$/);
    const wide = ["\u20ac", "\u202e"].map((it) => it.repeat(4_000));
    for (const text of wide) log.info(text);
    for (const line of lines.slice(1)) {
      expect(Buffer.byteLength(line)).to.be.below(9_000);
    }
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import { escapeControls } from "../escape.ts";
import { renderLogLine } from "../log-line.ts";
import { createPaint } from "../paint.ts";

const evil = "\x1b[2Jclear\rover\u202etxt";
const shown = "\\x1b[2Jclear\\x0dover\\u202etxt";

describe("text from outside", () => {
  it("is shown with its control characters escaped", () => {
    expect(escapeControls(evil)).to.equal(shown);
    expect(escapeControls("a\tb\nc é 日 …")).to.equal("a\tb\nc é 日 …");
  });

  it("is shown with all invisible characters escaped", () => {
    expect(
      escapeControls("\x7f\x9b\u061c\ufeff\u2028\u{e0001}\ud83d!"),
    ).to.equal("\\x7f\\x9b\\u061c\\ufeff\\u2028\\u{e0001}\\ud83d!");
    expect(escapeControls("Gödel 😀")).to.equal("Gödel 😀");
  });

  it("is escaped in all fields of a log line", () => {
    const err = { message: evil, stack: `Error\n    at ${evil}` };
    const entry = { level: 50, msg: evil, traceId: evil, path: evil, err };
    const lines = [JSON.stringify(entry), evil].map(
      (text) =>
        renderLogLine({ text, stream: "stdout" }, createPaint(false)).message,
    );

    for (const line of lines) {
      expect(line).to.equal(escapeControls(line)).and.include(shown);
    }
  });
});

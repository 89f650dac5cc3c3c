import { expect } from "chai";
import { describe, it } from "mocha";
import { type LogLine, renderLogLine } from "../log-line.ts";
import { createPaint } from "../paint.ts";

const plain = createPaint(false);
const time = new Date(2026, 10, 21, 12, 3, 4).getTime();

function render(entry: object, stream: LogLine["stream"] = "stdout") {
  const text = JSON.stringify({ level: 30, time, service: "x", ...entry });
  return renderLogLine({ text, stream }, plain);
}

describe("a rendered log line", () => {
  it("has the time and the message", () => {
    const line = render({ msg: "GET /books 200 12 ms", pid: 7, hostname: "h" });

    expect(line).to.eql({
      time: "12:03:04",
      message: "GET /books 200 12 ms",
      isImportant: false,
    });
  });

  it("shows further fields briefly", () => {
    const fields = { tries: 2, cart: { lines: 3 }, text: "x".repeat(100) };
    const { message } = render({ msg: "added", ...fields });

    expect(message).to.equal(
      `added tries=2 cart={"lines":3} text=${"x".repeat(60)}…`,
    );
  });

  it("shows the beginning of a trace's id", () => {
    const traceId = "ddcceaae13391961edd3ae2973941d78";

    const { message } = render({ msg: "GET /books 200 12 ms", traceId });

    expect(message).to.equal("GET /books 200 12 ms #ddcceaae");
  });

  it("marks warnings and errors", () => {
    const warning = render({ level: 40, msg: "slow" });
    const error = render({ level: 50, msg: "broken" });

    expect(warning).to.include({ message: "WARN slow", isImportant: true });
    expect(error).to.include({ message: "ERROR broken", isImportant: true });
  });

  it("shows the stack of an error", () => {
    const err = { type: "Error", message: "no oven", stack: "E: no\n    at a" };

    const { message } = render({ level: 50, msg: "GET / 500", err });

    expect(message).to.equal("ERROR GET / 500: no oven\n    at a");
  });

  it("is the text itself when that is no log entry", () => {
    for (const text of ["plain", "{broken", "{}", '{"level":"high"}', "[1]"]) {
      const line = renderLogLine({ text, stream: "stdout" }, plain);
      expect(line).to.include({ message: text, isImportant: false });
    }
  });

  it("is important when it comes from stderr", () => {
    const line = renderLogLine({ text: "boom", stream: "stderr" }, plain);

    expect(line.isImportant).to.equal(true);
  });

  it("is coloured for a terminal", () => {
    const text = JSON.stringify({ level: 50, time, msg: "broken" });
    const line = renderLogLine({ text, stream: "stdout" }, createPaint(true));

    expect(line.message).to.equal("\x1b[31mERROR\x1b[39m broken");
  });
});

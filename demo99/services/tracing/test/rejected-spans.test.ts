import { expect } from "chai";
import { describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createRejectedSpans } from "../src/rejected-spans.ts";

describe("rejected spans", () => {
  it("are counted, and logged once in 10 s", () => {
    let time = 0;
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    const log = createLog("test", "warn", [{ write }]);
    const rejected = createRejectedSpans(log, () => time);
    const error = { field: "0.tags.\u001b[2J", message: "must be text" };

    rejected.report({ rejected: 0, errors: [] });
    rejected.report({ rejected: 1, errors: [error] });
    rejected.report({ rejected: 2, errors: [error, error] });
    time = 10_000;
    rejected.report({ rejected: 1, errors: [error] });

    expect(rejected.total()).to.equal(4);
    expect(lines.map((line) => JSON.parse(line).msg)).to.deep.equal([
      "rejected 1 spans, such as 0.tags.??2J: must be text",
      "rejected 3 spans, such as 0.tags.??2J: must be text",
    ]);
  });
});

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { logFallbacks } from "#commons/fallback-log.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

describe("the log of fallbacks", () => {
  afterEach(() => void resilienceEvents.removeAllListeners());

  it("has a line at once, then one in ten seconds", () => {
    const lines: string[] = [];
    let time = 1_000;
    const log = { warn: (line: string) => void lines.push(line) };
    logFallbacks(log as never, () => time);
    const use = (what: string) => resilienceEvents.emit("fallback", { what });

    for (let i = 0; i < 30; i++) use("old price");
    use("no picture");
    time += 10_000;
    use("old price");

    expect(lines).to.deep.equal([
      "fallback: old price",
      "fallback: no picture",
      "fallback: old price (29 more before)",
    ]);
  });
});

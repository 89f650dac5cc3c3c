import { expect } from "chai";
import { describe, it } from "mocha";
import { createFallbackLog } from "../fallback-log.ts";
import { register } from "../metrics.ts";

describe("the log of fallbacks", () => {
  it("tells a flood once in ten seconds, and how much it was", () => {
    let time = 0;
    const lines: string[] = [];
    const log = { warn: (line: string) => lines.push(line) };
    const tell = createFallbackLog(log, () => time);

    for (time = 0; time < 12_000; time += 100) tell("old price", Error("out"));
    tell("old title", Error("out"));

    expect(lines).to.deep.equal([
      "fallback: old price, since out",
      "fallback: old price, since out (and 99 times before)",
      "fallback: old title, since out",
    ]);
  });

  it("counts every use", async () => {
    const tell = createFallbackLog({ warn: () => {} });

    for (let i = 0; i < 3; i++) tell("a guess", Error("out"));

    expect(await register.metrics()).to.include(
      'fallbacks_total{what="a guess"} 3',
    );
  });
});

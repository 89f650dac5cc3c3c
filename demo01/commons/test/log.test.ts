import { expect } from "chai";
import { describe, it } from "mocha";
import { createLog } from "#commons/log.ts";

describe("a line of the log", () => {
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
    expect(long.msg).to.equal("long ".repeat(800));
    expect(lines[1]).to.have.length.below(9_000).and.match(/}\n$/);
  });
});

import { expect } from "chai";
import { describe, it } from "mocha";
import type { Instance } from "../instance.ts";
import { createPaint } from "../paint.ts";
import { renderTable } from "../table.ts";

function instance(id: string, more: Partial<Instance> = {}): Instance {
  const [service = ""] = id.split("/");
  const [port, url] = [8084, "http://localhost:8084"];
  const base = { id, service, port, url, pid: 4711, readyMs: 310 };
  return { ...base, state: "up", ...more };
}

describe("the table of instances", () => {
  const table = renderTable(
    [
      instance("mongodb/1", { url: "mongodb://localhost:27017" }),
      instance("numbergenerator-api/1", { pid: 4194304, readyMs: 59999 }),
      instance("numbergenerator-api/2", { state: "paused" }),
      instance("web/1", { state: "down", pid: undefined }),
    ],
    createPaint(false),
  );
  const lines = table.split("\n");

  it("fits into 80 columns", () => {
    expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(80);
  });

  it("numbers the instances of a service that has several", () => {
    expect(table).to.contain("numbergenerator-api/1").and.contain("/2");
    expect(table).to.not.contain("web/1").and.not.contain("mongodb/1");
  });

  it("says after how long an instance was ready, or how it is", () => {
    expect(lines[2]).to.match(/4194304 +59999 ms$/);
    expect(lines[3]).to.match(/4711 +paused$/);
    expect(lines[4]).to.match(/– +down$/);
  });
});

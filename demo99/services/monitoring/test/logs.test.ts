import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import type { LogEntry } from "../src/log-batch.ts";
import { aBatch, aLine } from "./made-up-logs.ts";
import { type RunningMonitoring, startMonitoring } from "./start-monitoring.ts";

describe("logs", () => {
  let monitoring: RunningMonitoring;

  beforeEach(async () => {
    monitoring = await startMonitoring();
  });

  afterEach(closeServers);

  const ship = (...lines: unknown[]) =>
    monitoring.post("/logs", aBatch(...lines));

  async function messages(query = ""): Promise<string[]> {
    const { body } = await monitoring.get(`/logs${query}`);
    return body.items.map(({ msg }: LogEntry) => msg);
  }

  it("are found by service, level and text", async () => {
    await ship(aLine("GET /books 200"), aLine("Slow database", 40), {
      ...aLine("boom", 50, "cd-api"),
      err: { stack: "at the Oven" },
    });

    expect(await messages()).to.have.length(3);
    expect(await messages("?service=cd-api")).to.deep.equal(["boom"]);
    expect(await messages("?level=warn")).to.deep.equal([
      "Slow database",
      "boom",
    ]);
    expect(await messages("?q=DATABASE")).to.deep.equal(["Slow database"]);
    expect(await messages("?q=oven")).to.deep.equal(["boom"]);
    expect(await messages("?q=oven&service=book-api")).to.deep.equal([]);
  });

  it("are the latest ones, or those after another, page by page", async () => {
    await ship(...["a", "b", "c", "d"].map((msg) => aLine(msg)));

    expect(await messages("?limit=2")).to.deep.equal(["c", "d"]);
    expect(await messages("?after=1&limit=2")).to.deep.equal(["b", "c"]);
    expect((await monitoring.get("/logs?limit=2")).body.last).to.equal(4);
  });

  it("have the number of lines that were dropped before", async () => {
    await monitoring.post("/logs", { ...aBatch(aLine("a")), dropped: 7 });

    expect(await messages("?level=warn")).to.deep.equal([
      "7 log lines before this one were dropped.",
    ]);
  });

  it("are cut where a message or its details are too long", async () => {
    const text = "x".repeat(9_000);
    await ship({ ...aLine(text), more: text });

    const [entry] = (await monitoring.get("/logs")).body.items;

    expect(entry.msg).to.have.length(4_000);
    expect(entry.details).to.have.length(4_000);
  });

  const invalid: Record<string, unknown> = {
    "an empty body": {},
    "too many lines": aBatch(...Array.from({ length: 1_001 }, () => aLine(""))),
    "an unknown member": { ...aBatch(), more: 1 },
    "an id that is too long": { ...aBatch(), instanceId: "x".repeat(201) },
  };
  for (const [what, body] of Object.entries(invalid)) {
    it(`are refused with ${what}`, async () => {
      expect((await monitoring.post("/logs", body)).status).to.equal(400);
      expect(await messages()).to.deep.equal([]);
    });
  }

  it("are kept without the invalid lines among them, whose number is", async () => {
    const timeless = { ...aLine("x"), time: 1e300 };
    const { status } = await ship({ msg: "no level" }, aLine("a"), timeless, 7);

    expect(status).to.equal(204);
    const note = "3 invalid log lines were dropped.";
    expect(await messages()).to.deep.equal([note, "a"]);
    expect(await messages("?level=warn&service=book-api")).to.deep.equal([
      note,
    ]);

    expect((await ship({})).status).to.equal(204);
    const [last] = (await messages()).slice(-1);
    expect(last).to.equal("1 invalid log lines were dropped.");
  });

  it("are refused only if the batch is larger than any service's", async () => {
    const longest = aLine("\u20ac".repeat(2_900));
    const hundred = Array.from({ length: 100 }, () => longest);
    expect((await ship(...hundred)).status).to.equal(204);
    expect((await ship(aLine("x".repeat(1_100_000)))).status).to.equal(413);
  });

  it("are refused if their bytes are not UTF-8, or not JSON by type", async () => {
    const body = JSON.stringify(aBatch(aLine("Café")));
    const json = "application/json";
    const form = "application/x-www-form-urlencoded";
    for (const [type, encoding, status, cause] of [
      [json, "latin1", 400, "UTF-8"],
      [form, "utf8", 415, json],
      [undefined, "utf8", 415, json],
    ] as const) {
      const response = await fetch(`${monitoring.url}/logs`, {
        method: "POST",
        headers: type ? { "content-type": type } : {},
        body: Buffer.from(body, encoding),
      });

      expect(response.status).to.equal(status);
      expect((await response.json()).detail).to.include(cause);
    }
    expect(await messages()).to.deep.equal([]);
  });

  for (const query of ["level=loud", "colour=red", "limit=1001"]) {
    it(`are not searched with ${query}`, async () => {
      expect((await monitoring.get(`/logs?${query}`)).status).to.equal(400);
    });
  }
});

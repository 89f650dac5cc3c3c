import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import type { LogEntry } from "../src/log-entry.ts";
import { createLogStore } from "../src/log-store.ts";
import { type RunningMonitoring, startMonitoring } from "./start-monitoring.ts";

const aLine = (msg: string, level = 30, service = "book-api") => {
  return { level, time: 1_700_000_000_000, service, msg };
};
const aBatch = (...lines: unknown[]) => ({ instanceId: "it:1", lines });

describe("logs", () => {
  let monitoring: RunningMonitoring;

  beforeEach(async () => {
    monitoring = await startMonitoring();
  });

  afterEach(() => {
    monitoring.close();
    closeServers();
  });

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

  it("tell how many lines were dropped on their way", async () => {
    await monitoring.post("/logs", { ...aBatch(aLine("a")), dropped: 7 });

    expect(await messages("?level=warn")).to.deep.equal([
      "7 lines before this one were dropped",
    ]);
  });

  it("are refused if they are no log lines", async () => {
    const bad = [
      {},
      aBatch({ msg: "no level" }),
      aBatch(...Array.from({ length: 1_001 }, () => aLine("x"))),
      { ...aBatch(), more: 1 },
    ];

    for (const body of bad) {
      expect((await monitoring.post("/logs", body)).status).to.equal(400);
    }
    expect((await monitoring.get("/logs?level=loud")).status).to.equal(400);
    expect((await monitoring.get("/logs?colour=red")).status).to.equal(400);
    expect(await messages()).to.deep.equal([]);
  });

  it("arrive live, those that match", async () => {
    const response = await fetch(`${monitoring.url}/logs/stream?level=warn`);
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    await ship(aLine("not this"));
    await ship(aLine("this", 50));

    let text = "";
    while (!text.includes("data:")) {
      text += decoder.decode((await reader?.read())?.value);
    }

    const [, data = ""] = text.split("data: ");
    expect(JSON.parse(data).map(({ msg }: LogEntry) => msg)).to.deep.equal([
      "this",
    ]);
    await reader?.cancel();
  });

  it("end their stream when monitoring ends", async () => {
    const response = await fetch(`${monitoring.url}/logs/stream`);

    monitoring.close();

    const error = await response.text().catch((cause) => cause);
    expect(error).to.be.instanceOf(Error);
  });
});

describe("log store", () => {
  it("keeps no more than its capacity, and one tenth", () => {
    const store = createLogStore(10);
    const lines = [aLine("a"), aLine("b"), aLine("c")];
    for (let i = 0; i < 20; i++) store.add({ ...aBatch(), lines, dropped: 0 });

    const everything = { level: 0, q: "", limit: 1_000 };

    const { items, last } = store.search(everything);
    expect(items.length).to.be.within(10, 11);
    expect(last).to.equal(60);
  });

  it("finds nothing yet after the last entry", () => {
    const store = createLogStore();
    store.add({ ...aBatch(), lines: [aLine("a")], dropped: 0 });

    const found = store.search({ level: 0, q: "", limit: 9, after: 1 });

    expect(found).to.deep.equal({ items: [], last: 1 });
  });
});

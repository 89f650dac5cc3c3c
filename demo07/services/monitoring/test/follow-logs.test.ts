import { expect } from "chai";
import { describe, it } from "mocha";
import { loadLogs, noLines } from "../page/follow-logs.ts";
import type { LogEntry } from "../src/log-batch.ts";

const filter = { service: "book-api", level: "", q: "" };
const entry = (number: number) => ({ number }) as LogEntry;
const entries = (...numbers: number[]) => numbers.map(entry);

describe("the log lines of the page", () => {
  it("begin with the latest ones", async () => {
    const shown = await loadLogs(filter, noLines, async (path) => {
      expect(path).to.equal("/logs?service=book-api&limit=300");
      return { items: entries(8, 9), last: 9 };
    });

    expect(shown).to.deep.equal({ entries: entries(9, 8), last: 9 });
  });

  it("continue after the last one", async () => {
    const before = { entries: entries(8), last: 9 };
    const shown = await loadLogs(filter, before, async (path) => {
      expect(path).to.match(/&after=9$/);
      return { items: entries(10, 11), last: 12 };
    });

    expect(shown).to.deep.equal({ entries: entries(11, 10, 8), last: 12 });
  });

  it("are bounded", async () => {
    const before = { entries: entries(...Array(300).keys()), last: 300 };
    const shown = await loadLogs(filter, before, async () => {
      return { items: entries(301), last: 301 };
    });

    expect(shown.entries).to.have.length(300);
    expect(shown.entries[0]).to.deep.equal(entry(301));
  });

  it("skip lines when more arrive than are shown", async () => {
    const before = { entries: entries(1), last: 1 };
    const shown = await loadLogs(filter, before, async (path) =>
      path.includes("after")
        ? { items: entries(...Array(300).keys()), last: 301 }
        : { items: entries(900), last: 900 },
    );

    expect(shown).to.deep.equal({ entries: entries(900), last: 900 });
  });

  it("start over after a restart of monitoring", async () => {
    const before = { entries: entries(900), last: 900 };
    const shown = await loadLogs(filter, before, async (path) =>
      path.includes("after")
        ? { items: [], last: 2 }
        : { items: entries(1, 2), last: 2 },
    );

    expect(shown).to.deep.equal({ entries: entries(2, 1), last: 2 });
  });
});

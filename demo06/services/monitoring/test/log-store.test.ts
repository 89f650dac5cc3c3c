import { expect } from "chai";
import { describe, it } from "mocha";
import { createLogStore } from "../src/log-store.ts";
import { aLine } from "./made-up-logs.ts";

const all = { level: 0, q: "", limit: 1_000 };

function add(store: ReturnType<typeof createLogStore>, ...messages: string[]) {
  const lines = messages.map((msg) => aLine(msg));
  store.add({ instanceId: "it:1", lines, dropped: 0, invalid: 0 });
}

describe("log store", () => {
  it("keeps the latest entries, up to its maximum", () => {
    const store = createLogStore({ maxEntries: 10 });
    for (let i = 0; i < 20; i++) add(store, "a", "b", `${i}`);

    const { items, last } = store.search(all);

    expect(items).to.have.length(10);
    expect(items.at(-1)?.msg).to.equal("19");
    expect(last).to.equal(60);
  });

  it("keeps fewer entries if they are long", () => {
    const store = createLogStore({ maxChars: 1_000 });
    for (let i = 0; i < 9; i++) add(store, "x".repeat(400));

    expect(store.search(all).items).to.have.length(2);
  });

  it("finds only entries after a number", () => {
    const store = createLogStore({ maxEntries: 3 });
    add(store, "a", "b", "c", "d", "e");

    const after = (number: number, q = "", limit = 9) => {
      const { items, last } = store.search({ ...all, q, limit, after: number });
      return [items.map(({ msg }) => msg).join(""), last];
    };

    expect(after(5)).to.deep.equal(["", 5]);
    expect(after(4)).to.deep.equal(["e", 5]);
    expect(after(0)).to.deep.equal(["cde", 5]);
    expect(after(0, "", 2)).to.deep.equal(["cd", 4]);
    expect(after(2, "d")).to.deep.equal(["d", 5]);
    expect(after(2, "x")).to.deep.equal(["", 5]);
  });

  it("finds the latest entries first if no number is given", () => {
    const store = createLogStore();
    add(store, "a", "b", "c");

    const { items } = store.search({ ...all, limit: 2 });

    expect(items.map(({ msg }) => msg)).to.deep.equal(["b", "c"]);
  });

  it("has a smaller last number after a restart", () => {
    const store = createLogStore();
    add(store, "a");

    expect(store.search({ ...all, after: 700 })).to.deep.equal({
      items: [],
      last: 1,
    });
  });
});

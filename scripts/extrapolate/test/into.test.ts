import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { StoreError } from "../../../demo99/client/store-client.ts";
import { StageError } from "../../stage/errors.ts";
import type { Made } from "../extrapolate.ts";
import { addTo, type Progress, type Store } from "../into.ts";
import { renderProgress, renderSum } from "../report.ts";

const item = (n: number): Made => ({
  ...{ kind: "book", number: `made-${n}`, title: `Title ${n}`, year: 2001 },
  ...{ author: "Ann", priceCents: 100, description: "Words." },
});

const post = (n: number): Made => ({
  ...{ kind: "post", id: `made-${n}`, title: `About ${n}` },
  ...{ number: `made-${n}`, author: "reader-1", comments: ["Good.", "Bad."] },
});

describe("adding extrapolated data to a store", () => {
  let calls: { what: string; sent: unknown }[];
  /** The status of each next call; 200 if there is none. */
  let statuses: number[];

  const store = {
    books: { create: (fields: object) => answer("book", fields, "number") },
    posts: { create: (fields: object) => answer("post", fields, "id") },
    comments: {
      create: (postId: string, content: string) =>
        answer("comment", { postId, content }, "id"),
    },
  } as unknown as Store;

  beforeEach(() => {
    calls = [];
    statuses = [];
  });

  async function answer(what: string, sent: object, key: string) {
    calls.push({ what, sent });
    const status = statuses.shift() ?? 200;
    const problem = { title: "Refused", status, detail: `Not ${status}.` };
    if (status !== 200) throw new StoreError(problem);
    return { [key]: `${what}-${calls.length}` };
  }

  it("numbers items as the store does, and posts are about these", async () => {
    const sum = await addTo(store, [item(1), post(1)]);

    expect(calls.map(({ what }) => what)).to.deep.equal([
      "book",
      "post",
      "comment",
      "comment",
    ]);
    expect(calls[1]?.sent).to.deep.equal({
      title: "About 1",
      number: "book-1",
    });
    expect(calls[0]?.sent).to.deep.include({ title: "Title 1", stock: 10 });
    expect(calls[0]?.sent).not.to.have.any.keys("number", "kind");
    expect(sum).to.include({ items: 1, posts: 1, refused: 0 });
  });

  it("adds posts about refused items, without their numbers", async () => {
    statuses = [409];

    const sum = await addTo(store, [item(1), post(1)]);

    expect(calls[1]?.sent).to.deep.equal({ title: "About 1" });
    expect(sum).to.include({ items: 0, posts: 1, refused: 1 });
  });

  it("counts what is refused, and goes on", async () => {
    statuses = [200, 409];

    const sum = await addTo(store, [item(1), item(2), item(3)]);

    expect(sum).to.include({ items: 2, refused: 1 });
    expect([...sum.reasons]).to.deep.equal([["Not 409.", 1]]);
  });

  it("repeats what exceeds the rate limit", async () => {
    statuses = [429, 429];

    const sum = await addTo(store, [item(1)], undefined, 0);

    expect(calls).to.have.length(3);
    expect(sum).to.include({ items: 1, refused: 0, repeated: 2 });
  });

  it("ends after 20 failures in a row, with the last reason", async () => {
    statuses = Array(40).fill(503);
    const items = Array.from({ length: 100 }, (_, n) => item(n));

    const error = await addTo(store, items).catch((error) => error);

    expect(error).to.be.instanceOf(StageError);
    expect(error.message).to.equal(
      "The last 20 requests failed, after 0 items and 0 posts: Not 503.",
    );
    expect(calls.length).to.be.within(20, 28);
  });

  it("reports its progress", async () => {
    const seen: Progress[] = [];

    await addTo(store, [item(1), item(2)], (progress) => seen.push(progress));

    expect(seen).to.have.length(2);
    expect(seen[1]?.items).to.equal(2);
  });
});

describe("the report about added data", () => {
  const progress = { items: 1_200, posts: 0, refused: 0, repeated: 0 };

  it("shows the progress in one line", () => {
    const wanted = { items: 10_000, posts: 1_000 };
    const limited = { ...progress, repeated: 3 };

    expect(renderProgress(progress, wanted, 5)).to.equal(
      "1,200 of 10,000 items · 0 of 1,000 posts · 240/s · nothing refused",
    );
    expect(renderProgress(limited, wanted, 5)).to.match(
      /nothing refused · 3 × the rate limit$/,
    );
  });

  it("ends with the reasons of refusals, the most frequent first", () => {
    const reasons = new Map([
      ["Rare.", 1],
      ["Frequent.\x1b", 4],
    ]);

    expect(renderSum({ ...progress, refused: 5, reasons }).split("\n")).to.eql([
      "Added: 1,200 items · 0 posts · 5 REFUSED.",
      "  4 × Frequent.\\x1b",
      "  1 × Rare.",
    ]);
  });
});

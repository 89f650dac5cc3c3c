import { expect } from "chai";
import { describe, it } from "mocha";
import type { HttpClient } from "#commons/http.ts";
import { createCatalogSource } from "../src/catalog-client.ts";
import { createPostSource } from "../src/post-client.ts";

/** A service that gives the same reply to every request. */
function fakeService(reply: object) {
  const asked: string[] = [];
  const client = (async (method: string, path: string) => {
    asked.push(`${method} ${path}`);
    return reply;
  }) as HttpClient;
  return { asked, client };
}

describe("a catalogue as a source", () => {
  const cd = {
    number: "4900000000012",
    title: "Duets",
    artist: "Ann Author, Bob Baker",
    genre: "Jazz",
    tracks: 9,
    year: 1999,
    priceCents: 900,
    description: "Two voices.",
  };

  it("has a record of each item, a page at a time", async () => {
    const { asked, client } = fakeService({ items: [cd], next: "more" });
    const source = createCatalogSource("cds", client);

    const { records, next } = await source.page(null);
    await source.page(next);

    expect(records).to.deep.equal([
      {
        source: "cds",
        id: "4900000000012",
        title: "Duets",
        text: "Two voices.\nJazz",
        by: ["Ann Author", "Bob Baker"],
        year: 1999,
        priceCents: 900,
      },
    ]);
    expect(asked).to.deep.equal([
      "GET /cds?limit=100",
      "GET /cds?limit=100&after=more",
    ]);
  });

  it("is asked which items exist, by their numbers", async () => {
    const { asked, client } = fakeService({ items: [cd], next: null });
    const source = createCatalogSource("cds", client);

    const existing = await source.existing(["1", "4900000000012"]);

    expect(existing).to.deep.equal(["4900000000012"]);
    expect(asked).to.deep.equal(["GET /cds?numbers=1,4900000000012"]);
  });
});

describe("the posts as a source", () => {
  const post = {
    id: "p1",
    title: "A pie of a book",
    number: "9798000000014",
    author: "alice",
    createdAt: "2026-11-29T12:00:00.000Z",
    comments: [
      { content: "Sweet." },
      { status: "rejected" },
      { content: `${"x".repeat(9_992)}😀` },
    ],
  };

  it("have the text of approved comments", async () => {
    const { client } = fakeService({ items: [post], next: null });

    const { records } = await createPostSource(client).page(null);

    expect(records[0]).to.deep.equal({
      source: "posts",
      id: "p1",
      title: "A pie of a book",
      text: `Sweet.\n${"x".repeat(9_992)}`,
      by: ["alice"],
      number: "9798000000014",
      at: "2026-11-29T12:00:00.000Z",
    });
  });

  it("all exist for ever", async () => {
    const { asked, client } = fakeService({});

    const existing = await createPostSource(client).existing(["p1"]);

    expect(existing).to.deep.equal(["p1"]);
    expect(asked).to.deep.equal([]);
  });
});

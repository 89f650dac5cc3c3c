// @from-99 @monolith

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { newKey, unique } from "../samples.ts";
import { asCustomer, ask, copy, forget, newBook } from "./samples.ts";

type Headers = Record<string, string>;
type Reply = {
  version: string;
  items: { number: string; score: number; reason: string }[];
  partial: boolean;
  late: string[];
};

/** By version 1; with the tags of a user, by version 2. */
async function recommend(query: string, headers?: Headers) {
  const path = `/recommendations?${query}`;
  const sent = headers ? { headers, index: 2 } : {};
  const response = await ask("recommend-api", "GET", path, sent);
  expect(response.status).to.equal(200);
  return (await response.json()) as Reply;
}

/** The reason for each item, when the replica's records are known. */
async function reasons(query: string, expected: object, headers?: Headers) {
  await until("the recommendations", async () => {
    const { items } = await recommend(query, headers);
    const found = items.map(({ number, reason }) => [number, reason]);
    expect(Object.fromEntries(found)).to.deep.equal(expected);
  });
}

describe("recommendations", () => {
  it("are by topic, and by the people, with the reason", async () => {
    const [castle, ghost, author] = [unique(), unique(), unique()];
    const gothic = newBook({ text: `A ${castle} with a ${ghost}.` });
    const alike = newBook({ text: `Another ${ghost}, another ${castle}.` });
    const same = newBook({ by: [author] });
    const other = newBook({ by: [author] });
    await copy("recommend-api", [gothic, alike, same, other]);

    const shared = [castle, ghost].toSorted().join(", ");
    await reasons(`number=${gothic.id}`, { [alike.id]: `shares: ${shared}` });
    await reasons(`number=${same.id}`, { [other.id]: "by the same author" });
    await reasons(`numbers=${gothic.id},${same.id}`, {
      [alike.id]: `shares with ${gothic.title}: ${shared}`,
      [other.id]: `by the author of ${same.title}`,
    });
    await reasons(`topic=${castle}`, {
      [gothic.id]: `about: ${castle}`,
      [alike.id]: `about: ${castle}`,
    });
  });

  it("know the posts about an item, and forget an item that is gone", async () => {
    const [word, topic] = [unique(), unique()];
    const one = newBook();
    const two = newBook({ text: `${word} ${topic}` });
    const post = {
      ...{ source: "posts" as const, id: unique(), number: one.id },
      ...{ title: word, text: topic, by: [] },
    };
    await copy("recommend-api", [one, two, post]);
    const reason = `shares: ${[word, topic].toSorted().join(", ")}`;
    await reasons(`number=${one.id}`, { [two.id]: reason });

    await forget("recommend-api", [two]);

    await reasons(`number=${one.id}`, {});
    expect((await recommend(`number=${two.id}`)).items).to.deep.equal([]);
  });

  it("are also by the tags of the user, in version 2", async () => {
    const [word, user] = [unique(), asCustomer(newKey())];
    const [viewed, tagged] = [newBook(), newBook()];
    const fitting = newBook({ text: `So ${word}!` });
    const items = [viewed, tagged, fitting];
    for (const api of ["recommend-api", "tag-api"]) await copy(api, items);
    const query = `number=${viewed.id}`;
    await reasons(query, {}, user);

    const json = { tags: [word] };
    const path = `/tags/${tagged.id}`;
    await ask("tag-api", "PUT", path, { headers: user, json });

    const reason = `you tagged ${tagged.title} “${word}”`;
    await reasons(query, { [fitting.id]: reason }, user);
    expect((await recommend(query)).items).to.deep.equal([]);
    await reasons(query, {}, asCustomer(newKey()));
  });

  it("are at most twelve, the best first", async () => {
    const word = unique();
    const books = [...Array(14).keys()].map((i) =>
      newBook({ text: `${word} `.repeat(i + 1) }),
    );
    await copy("recommend-api", books);

    await until("all books", async () => {
      const { items } = await recommend(`topic=${word}`);
      expect(items).to.have.length(12);
      const scores = items.map(({ score }) => score);
      expect(scores).to.deep.equal(scores.toSorted((a, b) => b - a));
    });
  });
});

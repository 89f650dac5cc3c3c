// @from-99 @monolith

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { kinds, sell } from "../kinds.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import { unique } from "../samples.ts";
import { requestRun } from "../sync/sync.ts";
import {
  changeFeed,
  type Found,
  idsOf,
  search,
  untilComplete,
  untilFound,
} from "./search.ts";

/** As the shop calls it. */
const throughGateway = (path: string, headers = {}) =>
  fetch(`http://localhost:8100${path}`, { headers });

describe("the search of all sources", function () {
  this.timeout(60_000);

  it("finds new items of all kinds, through the gateway", async () => {
    const word = unique();
    const numbers: string[] = [];
    for (const kind of kinds) {
      numbers.push((await sell(kind, { title: `On ${word}` })).number);
    }

    await requestRun();
    const found = await until(
      "all items are found",
      async () => {
        const reply = await throughGateway(`/search?q=${word}`);
        const body = (await reply.json()) as Found;
        expect(idsOf(body)).to.have.members(numbers);
        return body;
      },
      { withinMs: 40_000, everyMs: 200 },
    );

    const sources = found.items.map(({ source }) => source);
    expect(sources).to.have.members(["books", "cds", "dvds"]);
    expect(found.partial).to.equal(false);
  });

  it("ranks a title before a text, and forgives case, accents and mistakes", async () => {
    const word = unique();
    const [text, title] = [`text-${word}`, `title-${word}`];
    await changeFeed([
      { id: text, title: "A letter", text: `It mentions ${word} once.` },
      { id: title, title: `All about ${word} and more` },
    ]);

    await untilFound(word, [title, text]);

    const accented = `${word.slice(0, -1)}${word.at(-1)}\u0301`;
    const misspelt = `${word.slice(0, 5)}0${word.slice(6)}`;
    const beginning = word.slice(0, -3);
    for (const q of [word.toUpperCase(), accented, beginning, misspelt]) {
      expect(idsOf(await search({ q })), q).to.deep.equal([title, text]);
    }
  });

  it("has pages without repeats or gaps while records come and go", async () => {
    const word = unique();
    const ids = Array.from({ length: 12 }, (_, i) => `${word}-${10 + i}`);
    await changeFeed(ids.map((id) => ({ id, title: `A ${word}` })));
    await untilFound(word, ids);

    const first = await search({ q: word, limit: 5 });
    const gone = `${word}-17`;
    await changeFeed([{ id: `${word}-new`, title: word }], [gone]);
    const all = idsOf(first);
    for (let { next } = first; next; ) {
      const page = await search({ q: word, limit: 5, after: next });
      all.push(...idsOf(page));
      next = page.next;
    }

    expect(all).to.deep.equal(ids.filter((id) => id !== gone));
    const left = [`${word}-new`, ...ids.filter((id) => id !== gone)];
    await untilFound(word, left);
  });

  it("answers later on request, through the gateway", async () => {
    const word = unique();
    await changeFeed([{ id: word, title: `Later ${word}` }]);
    await untilFound(word, [word]);

    const reply = await throughGateway(`/search?q=${word}`, {
      prefer: "respond-async",
    });

    expect(reply.status).to.equal(202);
    expect(reply.headers.get("preference-applied")).to.equal("respond-async");
    const path = reply.headers.get("location") ?? "";
    const { links } = (await reply.json()) as Found;
    expect(links.self).to.equal(path);
    expect(idsOf(await untilComplete(path))).to.deep.equal([word]);
    expect((await throughGateway(path)).status).to.equal(200);
  });

  it("knows no result that was not begun, or has expired", async () => {
    const id = "0b9f7a3e-6a0c-4b0e-9f57-3f3c1d9f6a11";

    const reply = await throughGateway(`/search/results/${id}`);

    const { detail } = await expectProblem(reply, 404);
    expect(detail).to.match(/search again/);
  });

  it("answers hostile queries in time", async () => {
    const long = "x".repeat(200);
    for (const q of ["(a+)+$", "$where", "\u0007\u001b[2J", long]) {
      expect((await search({ q })).partial, q).to.equal(false);
    }
    const words = Array.from({ length: 21 }, (_, i) => `w${i}`).join(" ");
    for (const q of [`${long}y`, "\0", words]) {
      const reply = await throughGateway(
        `/search?${new URLSearchParams({ q })}`,
      );
      expect(fieldsOf(await expectProblem(reply, 400))).to.deep.equal(["q"]);
    }
  });

  it("leaves the replica to sync-api", async () => {
    const url = `${runningStage().url("search-api")}/replica`;

    expect((await fetch(url)).status).to.equal(401);
  });
});

// @from-99 @long

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { unique } from "../samples.ts";
import {
  callSearch,
  changeFeed,
  idsOf,
  search,
  untilComplete,
  untilFound,
} from "./search.ts";

const slow = { SLOW_SOURCE: "feeds:1500" };
const word = unique();
const id = `late-${word}`;

/** Two instances, of which the feeds of the first one are slow. */
describe("the search of all sources, with a late one", function () {
  this.timeout(90_000);

  before(async () => {
    await runningStage().scale("search-api", 2);
    await changeFeed([{ id, title: `Late ${word}` }]);
    await untilFound(word, [id], 2);
    await restartWith("search-api/1", slow);
  });
  after(async () => {
    await restartWith("search-api/1", { SLOW_SOURCE: "" });
    await runningStage().scale("search-api", 1);
  });

  it("names it at once, and completes the answer", async () => {
    const partial = await search({ q: word });

    expect(partial.items).to.deep.equal([]);
    expect(partial).to.deep.include({ partial: true, late: ["feeds"] });
    const path = partial.links.complete ?? "";
    expect(path).to.match(/^\/search\/results\//);
    const complete = await untilComplete(path);
    expect(idsOf(complete)).to.deep.equal([id]);
    expect(complete).to.deep.include({ partial: false, late: [] });
    expect(complete.links).to.deep.equal({ self: path });
  });

  it("is polled at any instance", async () => {
    const headers = { prefer: "respond-async" };
    const reply = await callSearch(`/search?q=${word}`, { headers });
    const path = reply.headers.get("location") ?? "";
    expect(reply.status).to.equal(202);

    const early = await callSearch(path, { index: 2 });
    expect(early.status).to.equal(202);
    expect(early.headers.get("location")).to.equal(path);
    expect(early.headers.get("retry-after")).to.equal("1");

    expect(idsOf(await untilComplete(path, 2))).to.deep.equal([id]);
  });

  itInFull("is completed by another instance after kill -9", async () => {
    const { links } = await search({ q: word });

    await runningStage().kill("search-api/1");

    const complete = await untilComplete(links.complete ?? "", 2);
    expect(idsOf(complete)).to.deep.equal([id]);
  });

  it("loads its index again after kill -9", async () => {
    await untilFound(word, [id], 2);
    await restartWith("search-api/1", { SLOW_SOURCE: "" });

    await until("the index is there", async () => {
      return idsOf(await search({ q: word })).length === 1;
    });
  });
});

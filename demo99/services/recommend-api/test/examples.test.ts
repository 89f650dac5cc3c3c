import { readFileSync } from "node:fs";
import { expect } from "chai";
import { describe, it } from "mocha";
import { findMatches } from "../src/match-service.ts";
import { recommendationQuery, type Wanted } from "../src/recommendation.ts";
import { createRecommendationService } from "../src/recommendation-service.ts";
import { createTopicService } from "../src/topic-service.ts";

const demo = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, demo), "utf8");

type Opening = Record<"number" | "title", string> &
  Partial<Record<"description" | "genre", string>> &
  Partial<Record<"author" | "artist" | "director", string>>;

const catalogs = { "book-api": "books", "cd-api": "cds", "dvd-api": "dvds" };

/** Knows the items that the store opens with. */
function startRecommendations() {
  const topics = createTopicService();
  for (const [service, source] of Object.entries(catalogs)) {
    const path = `services/${service}/src/opening-catalog.json`;
    const items = JSON.parse(read(path)) as Opening[];
    const put = items.map((item) => ({
      ...{ source: source as "books", id: item.number, title: item.title },
      text: [item.description, item.genre].filter(Boolean).join("\n"),
      by: (item.author ?? item.artist ?? item.director ?? "").split(", "),
    }));
    topics.apply(source as "books", { put, delete: [] });
  }
  const find = async (wanted: Wanted) => findMatches(wanted, topics);
  return createRecommendationService({ find }, "1");
}

describe("the examples of the chapters", () => {
  for (const chapter of ["search", "versions", "monolith"]) {
    it(`recommend at least three items in ${chapter}.md`, async () => {
      const service = startRecommendations();
      const commands = read(`chapters/${chapter}.md`).matchAll(
        /recommendations\?((?:number|topic)=\w+)/g,
      );
      const queries = [...commands].map(([, query = ""]) => query);

      expect(queries).not.to.be.empty;
      for (const text of queries) {
        const given = Object.fromEntries(new URLSearchParams(text));
        const query = recommendationQuery.parse(given);
        const { items } = await service.recommend(query);
        expect(items.length, text).to.be.at.least(3);
      }
    });
  }
});

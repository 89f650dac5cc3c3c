import { until } from "../testing/until.ts";
import { assume, doesNotHold, holds, type Lesson } from "./lesson.ts";
import { type Answer, describeAnswer, openSearch } from "./searches.ts";
import { inMs, median } from "./waits.ts";
import { waitsForAll } from "./waits-for-all.ts";

export type Searched = {
  /** Before a source is slow. */
  usual: Answer;
  slow: Answer[];
  /** The answer that the first one of `slow` has announced. */
  completed: Answer | undefined;
};

const id = "search-api/1";
const slowSource = "feeds";
const delayMs = 2_000;
/** Far from both the time limit of a source and the delay. */
const fastMs = 1_000;
const searches = 3;
const q = "dracula";
const feeds = ["reddit", "atom"];
const isFeed = (source: string) => feeds.includes(source);
const isCatalogue = (source: string) => /^(book|cd|dvd)s$/.test(source);

/** One of the sources of a search is slow: is the search slow with it? */
export const partial: Lesson<Searched> = {
  stage: "demo99",
  chapter: waitsForAll,
  title: "one source of the search is slow",

  async stimulus({ stage, story }) {
    const { search, complete } = openSearch(stage);
    story.does(`Search for "${q}", until all sources have been copied.`);
    const foundInAll = async () => {
      const answer = await search(q);
      assume(isFromAll(answer), describeAnswer(answer));
      return answer;
    };
    const limits = { withinMs: 20_000, everyMs: 100 };
    const usual = await until("hits of all sources", foundInAll, limits);
    story.sees(`${describeAnswer(usual)}.`);

    story.does(
      `Restart ${id} with a slow index of the ${slowSource}: it takes ${delayMs / 1_000} s. Search until the catalogues answer, then ${searches} times.`,
    );
    await stage.restart(id, { SLOW_SOURCE: `${slowSource}:${delayMs}` });
    // A process that has just started may be too slow for the catalogues, too.
    const foundInCatalogue = async () =>
      (await search(q)).sources.some(isCatalogue);
    await until("hits of the catalogues", foundInCatalogue, limits);
    const slow: Answer[] = [];
    for (let i = 0; i < searches; i++) {
      const answer = await until("a search succeeds", () => search(q));
      slow.push(answer);
      story.sees(`${describeAnswer(answer)}.`);
    }

    const path = slow[0]?.complete;
    if (!path) return { usual, slow, completed: undefined };
    story.does(`Ask ${path.replace(/[\w-]+$/, "…")} until it is complete.`);
    const completed = await complete(path, 10_000);
    story.sees(`${completed ? describeAnswer(completed) : "It never is"}.`);
    return { usual, slow, completed };
  },

  symptom: {
    expectation: `each search takes as long as the slowest source, although the catalogues have been searched long before.`,
    async judge(_, { slow }) {
      const times = slow.map(({ ms }) => ms);
      const fastest = Math.min(...times);
      if (!(fastest >= delayMs)) {
        return doesNotHold(`A search took ${inMs(fastest)}.`);
      }
      if (slow.some(({ late }) => late.length > 0)) {
        return doesNotHold("A search was without a source.");
      }
      return holds(
        `Each of ${slow.length} searches took ${inMs(fastest)} or more.`,
      );
    },
  },

  cure: {
    expectation: `each search is fast, and names the late source; the complete answer follows, and has what is found otherwise.`,
    async judge(_, { usual, slow, completed }) {
      const times = slow.map(({ ms }) => ms);
      if (!(median(times) <= fastMs)) {
        return doesNotHold(`A search took ${inMs(median(times))}.`);
      }
      const wrong = slow.find((answer) => !isPartial(answer));
      if (wrong) return doesNotHold(`${describeAnswer(wrong)}.`);
      if (!completed) return doesNotHold("There is no complete answer.");
      const missing = usual.hits.filter((hit) => !completed.hits.includes(hit));
      if (missing.length + completed.late.length > 0) {
        return doesNotHold(
          `The complete answer is without ${missing.length} of ${usual.hits.length} results.`,
        );
      }
      return holds(
        `${slow.length} searches named the late source after ${inMs(median(times))}; the complete answer has all ${completed.hits.length} results.`,
      );
    },
  },

  broken: [
    waitsForAll.problem,
    {
      about: "an answer that does not name the late source",
      edits: [
        {
          file: "services/search-api/src/search-service.ts",
          find: "const isEarly = late.length > 0;",
          replace: "const isEarly = false;",
        },
      ],
    },
    {
      about: "a complete answer with what was there in time",
      edits: [
        {
          file: "services/search-api/src/search-service.ts",
          find: "completion.start(result.id, lists);",
          replace: "completion.start(result.id, [Promise.resolve(hits)]);",
        },
      ],
    },
    {
      about: "late sources that are not awaited",
      edits: [
        {
          file: "services/search-api/src/search-service.ts",
          find: "if (isEarly) completion.start(result.id, lists);",
          replace: "",
        },
        {
          file: "services/search-api/src/search-service.ts",
          find: "await completion.resume(id, q);",
          replace: "",
        },
      ],
    },
  ],
};

/** Each feed is copied by itself. */
export function isFromAll({ sources, late }: Answer): boolean {
  const hasFeeds = feeds.every((feed) => sources.includes(feed));
  return hasFeeds && sources.some(isCatalogue) && late.length === 0;
}

function isPartial({ sources, late }: Answer): boolean {
  const isNamed = late.join() === slowSource;
  return isNamed && sources.some(isCatalogue) && !sources.some(isFeed);
}

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import type { HttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { currentUser } from "#commons/user-context.ts";
import { findMatches } from "../src/match-service.ts";
import type {
  Recommendation,
  TaggedItem,
  Wanted,
} from "../src/recommendation.ts";
import { createRecommendations } from "../src/recommendations.ts";
import { createTopicService, type TopicService } from "../src/topic-service.ts";

const record = (
  source: ReplicaRecord["source"],
  id: string,
  title: string,
  given: Partial<ReplicaRecord> = {},
): ReplicaRecord => ({ source, id, title, text: "", by: [], ...given });

const stoker = { by: ["Bram Stoker"] };
const dracula = record("books", "9798000000014", "Dracula", {
  ...stoker,
  text: "A count in a castle, and the blood of the living.",
});
const lair = record("books", "9798000000021", "The Lair", stoker);
const film = record("dvds", "2900000000018", "Nosferatu", stoker);
const otranto = record("books", "9798000000038", "Otranto", {
  text: "The castle of a count.",
});
const pies = record("cds", "200000000011", "Pies", { text: "Songs of ovens." });
const all = [dracula, lair, film, otranto, pies];

type Reply = {
  version: string;
  items: Recommendation[];
  partial: boolean;
  late: string[];
};

describe("recommendations", () => {
  let apply: TopicService["apply"];
  let url: string;
  let tagged: TaggedItem[];
  let isDown: boolean;
  let asked: (string | undefined)[];

  beforeEach(async () => {
    [tagged, isDown, asked] = [[], false, []];
    await start("2");
  });

  afterEach(closeServers);

  const tagApi = (async (_method: string, path: string) => {
    asked.push(currentUser());
    expect(path).to.equal("/tags?limit=100");
    if (isDown) throw new Unavailable("http://tag-api does not answer.");
    return { items: tagged, next: null };
  }) as HttpClient;

  /** A service of this version that knows all records. */
  async function start(version: string) {
    const known = createTopicService();
    apply = known.apply;
    const topics = {
      find: async (wanted: Wanted) => findMatches(wanted, known),
    };
    const routes = createRecommendations({ topics, version, tagApi });
    for (const item of all) apply(item.source, { put: [item], delete: [] });
    const log = createLog("test", "silent");
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  }

  async function recommend(query: string, headers = {}): Promise<Reply> {
    const path = `/recommendations?${query}`;
    const response = await fetch(url + path, { headers });
    expect(response.status, path).to.equal(200);
    return (await response.json()) as Reply;
  }

  async function reasons(query: string, headers = {}) {
    const { items } = await recommend(query, headers);
    return items.map(({ title, reason }) => `${title}: ${reason}`);
  }

  const alice = as("alice", "customer");
  const likeDracula = [
    "Otranto: shares: castle, count",
    "The Lair: by the same author",
    "Nosferatu: also by Bram Stoker",
  ];

  it("are the items with the same topics and people, with a reason", async () => {
    const reply = await recommend(`number=${dracula.id}`);

    expect(await reasons(`number=${dracula.id}`)).to.have.members(likeDracula);
    expect(reply).to.include({ version: "2", partial: false });
    expect(reply.late).to.deep.equal([]);
    const found = reply.items.find(({ title }) => title === "Nosferatu");
    expect(found).to.include({ number: film.id, kind: "dvd" });
    const scores = reply.items.map(({ score }) => score);
    expect(scores).to.deep.equal(scores.toSorted((a, b) => b - a));
    for (const score of scores) expect(score).to.be.within(0.06, 1);
  });

  it("are like any item of a cart, which they name", async () => {
    expect(await reasons(`numbers=${dracula.id},${pies.id}`)).to.have.members([
      "Otranto: shares with Dracula: castle, count",
      "The Lair: by the author of Dracula",
      "Nosferatu: also by Bram Stoker",
    ]);
    const both = await reasons(`numbers=${dracula.id},${otranto.id}`);
    expect(both.join()).not.to.match(/Dracula:|Otranto:/);
  });

  it("are like twenty items at most", async () => {
    const numbers = [...Array(21).keys()].map((i) => 2_000_000_000_000 + i);
    expect(await reasons(`numbers=${numbers.slice(0, 20)}`)).to.be.empty;

    const reply = await fetch(`${url}/recommendations?numbers=${numbers}`);

    expect(reply.status).to.equal(400);
  });

  it("have the reason of the item that they are most like", async () => {
    const [one, two, three] = ["moat bridge tower", "moat", "moat bridge"].map(
      (text, i) => record("cds", `20000000010${i}`, `Title${i}`, { text }),
    ) as [ReplicaRecord, ReplicaRecord, ReplicaRecord];
    apply("cds", { put: [one, two, three], delete: [] });

    for (const numbers of [`${one.id},${two.id}`, `${two.id},${one.id}`]) {
      expect(await reasons(`numbers=${numbers}`)).to.deep.equal([
        "Title2: shares with Title0: bridge, moat",
      ]);
    }
  });

  it("are about the words of a topic", async () => {
    expect(await reasons("topic=A CASTLE!")).to.have.members([
      "Otranto: about: castle",
      "Dracula: about: castle",
    ]);
    expect(await reasons("topic=bram%20stoker")).to.have.length(3);
    expect(await reasons("topic=the")).to.deep.equal([]);
  });

  it("are empty for an item that is not known, or has no like", async () => {
    expect(await reasons("number=9798000000999")).to.deep.equal([]);
    expect(await reasons(`number=${pies.id}`)).to.deep.equal([]);
  });

  it("are at most twelve", async () => {
    const many = [...Array(20).keys()].map((i) =>
      record("cds", `2000000001${10 + i}`, `Castle ${i}`),
    );
    apply("cds", { put: many, delete: [] });

    expect(await reasons("topic=castle")).to.have.length(12);
  });

  it("follow the posts about an item", async () => {
    const about = (number: string, text: string) =>
      record("posts", "post-1", "A review", { number, text });
    const put = (post: ReplicaRecord) =>
      apply("posts", { put: [post], delete: [] });

    put(about(pies.id, "The count of a castle bakes."));
    expect(await reasons(`number=${pies.id}`)).to.deep.equal([
      "Otranto: shares: castle, count",
      "Dracula: shares: castle, count",
    ]);
    put(about(lair.id, "The count of a castle bakes."));
    expect(await reasons(`number=${pies.id}`)).to.deep.equal([]);
    expect((await reasons("topic=bakes"))[0]).to.match(/^The Lair/);
    apply("posts", { put: [], delete: ["post-1"] });

    expect(await reasons("topic=bakes")).to.deep.equal([]);
  });

  it("leave out what is deleted, and have its posts if it comes back", async () => {
    const text = "bakes";
    const post = record("posts", "p", "Review", { number: lair.id, text });
    apply("posts", { put: [post], delete: [] });
    apply("books", { put: [], delete: [lair.id] });
    expect(await reasons("topic=bakes")).to.deep.equal([]);

    apply("books", { put: [lair], delete: [] });

    expect(await reasons("topic=bakes")).to.have.length(1);
  });

  it("have one parameter", async () => {
    const number = `number=${dracula.id}`;
    for (const query of ["", "q=1", `${number}&topic=a`, `${number}&q=1`]) {
      const response = await fetch(`${url}/recommendations?${query}`);
      expect(response.status, query).to.equal(400);
    }
  });

  describe("of version 2", () => {
    it("add what fits the tags of the user", async () => {
      tagged = [{ number: pies.id, tags: ["Castle", "to read"] }];

      expect(await reasons(`number=${pies.id}`, alice)).to.have.members([
        "Otranto: you tagged Pies “Castle”",
        "Dracula: you tagged Pies “Castle”",
      ]);
      expect(asked).to.deep.equal(["alice"]);
      const { items } = await recommend(`number=${dracula.id}`, alice);
      expect(items[0]?.title).to.equal("Otranto");
    });

    it("add items with the same tag, each because of another one", async () => {
      tagged = [pies, lair].map(({ id }) => ({ number: id, tags: ["new"] }));

      expect(await reasons("topic=nothing", alice)).to.have.members([
        "Pies: you tagged The Lair “new”",
        "The Lair: you tagged Pies “new”",
      ]);
    });

    it("compare tags without case, accents and spaces", async () => {
      tagged = [
        { number: pies.id, tags: ["Déjà  vu"] },
        { number: lair.id, tags: ["deja vu"] },
      ];

      expect(await reasons("topic=nothing", alice)).to.have.members([
        "Pies: you tagged The Lair “Déjà  vu”",
        "The Lair: you tagged Pies “Déjà  vu”",
      ]);
    });

    it("find a tag without its usual words, if others are left", async () => {
      tagged = [{ number: pies.id, tags: ["in the castle", "of the"] }];

      expect(await reasons("topic=nothing", alice)).to.have.members([
        "Otranto: you tagged Pies “in the castle”",
        "Dracula: you tagged Pies “in the castle”",
      ]);
    });

    it("leave out tags of items that are gone", async () => {
      tagged = [{ number: "9798000000999", tags: ["castle"] }];

      expect(await reasons("topic=nothing", alice)).to.deep.equal([]);
    });

    it("do not ask for the tags of no user", async () => {
      await recommend(`number=${dracula.id}`);
      await recommend(`number=${dracula.id}`, as("cron", "service"));

      expect(asked).to.deep.equal([]);
    });

    it("are those of version 1 without tag-api, and say so", async () => {
      const uses: string[] = [];
      const use = ({ what }: { what: string }) => uses.push(what);
      resilienceEvents.on("fallback", use);
      isDown = true;

      const reply = await recommend(`number=${dracula.id}`, alice);

      resilienceEvents.off("fallback", use);
      expect(reply).to.include({ version: "2", partial: true });
      expect(reply.late).to.deep.equal(["tag-api"]);
      expect(reply.items).to.have.length(likeDracula.length);
      expect(uses).to.deep.equal(["no tags"]);
    });
  });

  describe("of version 1", () => {
    it("know no tags", async () => {
      await start("1");
      tagged = [{ number: pies.id, tags: ["castle"] }];

      const reply = await recommend(`number=${pies.id}`, alice);

      expect(reply).to.deep.equal({
        ...{ version: "1", items: [], partial: false, late: [] },
      });
      expect(asked).to.deep.equal([]);
    });
  });
});

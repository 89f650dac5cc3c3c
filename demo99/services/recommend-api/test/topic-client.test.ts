import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { Replica } from "#commons/replica/replica.ts";
import { createTopicClient } from "../src/topic-client.ts";

const log = createLog("test", "silent");
const worker = new URL("./topic-worker.mjs", import.meta.url);
const fields = { source: "books" as const, text: "A castle.", by: [] };
const books: ReplicaRecord[] = ["1", "2", "3"].map((id) => ({
  ...fields,
  ...{ id: `979800000000${id}`, title: `Title ${id}` },
}));
const [first, second, third] = books.map(({ id }) => id) as [
  string,
  string,
  string,
];

describe("the topics in a thread", function () {
  this.timeout(30_000);
  let topics: ReturnType<typeof createTopicClient>;
  let watched: Parameters<Replica["watch"]>;

  beforeEach(() => {
    const watch: Replica["watch"] = async (...given) => {
      watched = given;
      await given[0]("books", { put: books, delete: [] });
    };
    topics = createTopicClient({ worker, log, replica: { watch } });
  });
  afterEach(() => topics.onStop());

  const numbersLike = async (number: string) => {
    const wanted = { numbers: [number], topic: undefined, tagged: [] };
    return (await topics.find(wanted)).map((it) => it.number);
  };

  it("find what fits, as soon as all records are there", async () => {
    expect(await numbersLike(first)).to.deep.equal([second, third]);
    expect(await topics.report()).to.deep.equal({
      topics: { isLoaded: true, records: 3 },
    });
  });

  it("follow changes and deletions", async () => {
    await topics.prepare();
    const [apply] = watched;

    await apply("books", { put: [], delete: [second] });
    const review = { id: "p", title: "Review", text: "Ovens!", number: third };
    const post = { ...fields, ...review, source: "posts" as const };
    await apply("posts", { put: [post], delete: [] });

    expect(await numbersLike(first)).to.deep.equal([third]);
    const about = { numbers: [], topic: "ovens", tagged: [] };
    expect((await topics.find(about))[0]).to.include({ number: third });
  });

  it("are those of items and posts, since an entry of a feed names no item", async () => {
    await topics.prepare();

    const [, { sources } = {}] = watched;

    expect(sources).to.deep.equal(["books", "cds", "dvds", "posts"]);
  });
});

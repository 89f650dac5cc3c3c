import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { Database } from "#commons/database.ts";
import { NotFound } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { createApp } from "#commons/service.ts";
import {
  as,
  serviceToken,
  testFindKey,
  testSecret,
} from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createTags } from "../src/tags.ts";

const dracula = "9798000000014";
const carmilla = "9798000000021";
const beloved = "9798000000038";
const sold = [dracula, carmilla, beloved];
const [alice, bob, carol] = ["alice", "bob", "carol"].map((name) =>
  as(name, "customer"),
) as [object, object, object];

/** The headers of a service that calls for a user. */
function onBehalfOf(user: string, service: string) {
  const token = serviceToken(service, testSecret, user);
  return { authorization: `Bearer ${token}` };
}

const replica = {
  async getItem(number: string) {
    if (sold.includes(number)) return {} as ReplicaRecord;
    throw new NotFound(`There is no item with the number ${number}.`);
  },
};

describe("tags", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let database: Database;
  let url: string;

  before(async () => {
    testDatabase = openTestDatabase();
    ({ database } = testDatabase);
    await createTags(database, replica).prepare();
  });

  after(() => testDatabase.close());

  beforeEach(async () => {
    await database.collection("tags").deleteMany({});
    const { routes } = createTags(database, replica);
    const log = createLog("test", "silent");
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  });

  afterEach(closeServers);

  const call = (method: string, path: string, user: object, body?: object) =>
    fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...user },
      body: body ? JSON.stringify(body) : null,
    });

  const put = (user: object, number: string, ...tags: unknown[]) =>
    call("PUT", `/tags/${number}`, user, { tags });

  async function read(path: string, user: object) {
    const response = await call("GET", path, user);
    expect(response.status, path).to.equal(200);
    return response.json();
  }

  const completions = async (user: object, prefix: string, more = "") => {
    const path = `/tags?prefix=${encodeURIComponent(prefix)}${more}`;
    return (await read(path, user)).items;
  };

  it("are those of one user", async () => {
    const reply = await put(alice, dracula, "gothic", "to read");
    expect(reply.status).to.equal(200);
    const stored = { number: dracula, tags: ["gothic", "to read"] };
    expect(await reply.json()).to.deep.equal(stored);
    await put(bob, dracula, "boring");

    expect(await read(`/tags/${dracula}`, alice)).to.deep.equal(stored);
    expect(await read("/tags", alice)).to.deep.equal({
      items: [stored],
      next: null,
    });
    const none = { number: carmilla, tags: [] };
    expect(await read(`/tags/${carmilla}`, alice)).to.deep.equal(none);
  });

  it("are replaced by others, and deleted by none", async () => {
    await put(alice, dracula, "gothic", "old");
    await put(alice, dracula, "new");
    const path = `/tags/${dracula}`;
    expect((await read(path, alice)).tags).to.deep.equal(["new"]);

    await put(alice, dracula);

    expect((await read(path, alice)).tags).to.deep.equal([]);
    expect((await read("/tags", alice)).items).to.deep.equal([]);
    expect(await database.collection("tags").countDocuments()).to.equal(0);
  });

  it("are one if they differ in case, accents and spaces only", async () => {
    const decomposed = "Go\u0308thic";

    const reply = await put(
      ...[alice, dracula, ` ${decomposed} `, "gothic", "GÖTHIC"],
      ...["two  words", "Two words"],
    );

    const { tags } = await reply.json();
    expect(tags).to.deep.equal(["Göthic", "two  words"]);
  });

  it("are refused for an item that is not sold", async () => {
    for (const method of ["GET", "PUT"]) {
      const body = method === "PUT" ? { tags: ["gothic"] } : undefined;
      const response = await call(method, "/tags/200000000011", alice, body);
      expect(response.status, method).to.equal(404);
    }
    expect(await database.collection("tags").countDocuments()).to.equal(0);
  });

  it("have 1 to 40 characters that can be seen, in one line", async () => {
    for (const bad of [
      "",
      " ",
      "x".repeat(41),
      "a\nb",
      "\u200b",
      "\u202e",
      1,
    ]) {
      const response = await put(alice, dracula, "good", bad);
      expect(response.status, JSON.stringify(bad)).to.equal(400);
      const { errors } = await response.json();
      expect(errors[0].field).to.equal("tags.1");
    }
    expect((await put(alice, dracula, "x".repeat(40))).status).to.equal(200);
  });

  it("are at most 20 for an item", async () => {
    const many = [...Array(21).keys()].map((i) => `tag ${i}`);

    expect((await put(alice, dracula, ...many)).status).to.equal(400);
    expect((await put(alice, dracula, ...many.slice(1))).status).to.equal(200);
  });

  it("are listed a page at a time, the last changed first", async () => {
    for (const number of sold) await put(alice, number, "gothic");
    await put(alice, carmilla, "changed");
    const numbers: string[] = [];
    let after = "";
    do {
      const { items, next } = await read(`/tags?limit=1${after}`, alice);
      numbers.push(...items.map(({ number }: { number: string }) => number));
      after = next ? `&after=${next}` : "";
    } while (after);

    expect(numbers[0]).to.equal(carmilla);
    expect(numbers).to.have.members(sold);
  });

  it("are completed, the own ones first, with the number of users", async () => {
    await put(bob, dracula, "gothic", "Gone", "go");
    await put(carol, dracula, "gothic", "gone");
    await put(carol, carmilla, "gone");
    await put(alice, dracula, "Goblins", "other");

    expect(await completions(alice, "GÖ")).to.deep.equal([
      { tag: "Goblins", count: 1 },
      { tag: "Gone", count: 2 },
      { tag: "gothic", count: 2 },
    ]);
    expect(await completions(alice, "go", "&limit=1")).to.have.length(1);
    expect(await completions(alice, "oth")).to.deep.equal([
      { tag: "other", count: 1 },
    ]);
    expect(await completions(alice, "$^.*")).to.deep.equal([]);
  });

  it("of one other user only are not shown", async () => {
    await put(bob, dracula, "secret");
    await put(bob, carmilla, "secret");

    expect(await completions(alice, "sec")).to.deep.equal([]);
    expect(await completions(bob, "sec")).to.deep.equal([
      { tag: "secret", count: 1 },
    ]);
  });

  it("have parameters of their own for a list and for completions", async () => {
    for (const query of ["prefix=", "prefix=a&after=x", "after=x", "q=1"]) {
      const response = await call("GET", `/tags?${query}`, alice);
      expect(response.status, query).to.equal(400);
    }
  });

  it("need a user, whose name recommend-api can give", async () => {
    await put(alice, dracula, "gothic");
    const anonymous = {};
    const services = ["recommend-api", "shoppingcart-api"].map((name) =>
      as(name, "service"),
    ) as object[];

    for (const path of ["/tags", `/tags/${dracula}`]) {
      expect((await call("GET", path, anonymous)).status).to.equal(401);
      for (const service of services) {
        expect((await call("GET", path, service)).status).to.equal(403);
      }
    }
    const statusFor = async (name: string, path: string) =>
      (await call("GET", path, onBehalfOf("alice", name))).status;
    expect(await statusFor("recommend-api", `/tags/${dracula}`)).to.equal(403);
    expect(await statusFor("shoppingcart-api", "/tags")).to.equal(403);
    const forAlice = onBehalfOf("alice", "recommend-api");
    const { items } = await read("/tags", forAlice);
    expect(items).to.deep.equal([{ number: dracula, tags: ["gothic"] }]);
  });
});

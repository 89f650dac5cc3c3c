import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createPosts } from "../src/posts.ts";

const log = createLog("test", "silent");
const [alice, bob] = [as("alice", "customer"), as("bob", "customer")];

describe("posts-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let published: object[];
  let isBusUp: boolean;
  let url: string;
  let publish: () => Promise<void>;

  const publisher = {
    async publish(type: string, data: object, { id }: { id: string }) {
      if (!isBusUp) throw new Error("no event bus");
      published.push({ id, type, data });
    },
  };

  async function start() {
    const posts = createPosts(testDatabase.database, log, publisher);
    await posts.prepare();
    publish = posts.publish;
    const { routes } = posts;
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  }

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    published = [];
    isBusUp = true;
    await start();
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const call = (method: string, path: string, headers = {}, json?: unknown) =>
    fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: json === undefined ? null : JSON.stringify(json),
    });
  const create = async (json: object = { title: "Pies" }, headers = alice) =>
    (await call("POST", "/posts/create", headers, json)).json();

  it("creates a post, which can be read by all", async () => {
    const json = { title: "Pies", number: "9798000000014" };
    const response = await call("POST", "/posts/create", alice, json);
    const post = await response.json();

    expect(response.status).to.equal(201);
    expect(response.headers.get("location")).to.equal(`/posts/${post.id}`);
    expect(post).to.deep.include({ ...json, author: "alice" });
    expect(post).to.have.all.keys(
      ...["id", "title", "number", "author", "createdAt"],
    );
    const read = await call("GET", `/posts/${post.id}`);
    expect(await read.json()).to.deep.equal(post);
    expect((await call("GET", "/posts/create")).status).to.equal(404);
  });

  it("publishes each creation", async () => {
    const { id, ...others } = await create();
    await publish();

    expect(published).to.deep.equal([
      {
        id: `post-${id}`,
        type: "PostCreated",
        data: { postId: id, ...others },
      },
    ]);
  });

  it("publishes later, in order, what it could not publish", async () => {
    isBusUp = false;
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(`post-${(await create()).id}`);
    isBusUp = true;

    // As after a crash: another process, with the same database.
    await start();
    await publish();

    expect(published.map((it) => (it as { id: string }).id)).to.eql(ids);
  });

  it("counts each user's like once, and shows it to that user", async () => {
    const { id: postId } = await create();
    const path = `/posts/${postId}/like`;
    const none = { postId, likes: 0, shares: 0, liked: false, hidden: false };

    await call("PUT", path, alice);
    await call("PUT", path, bob);
    const again = await call("PUT", path, bob);

    const both = { ...none, likes: 2 };
    expect(again.status).to.equal(200);
    expect(await again.json()).to.deep.equal({ ...both, liked: true });
    const seenBy = async (headers: object) => {
      const reply = await call("GET", `/reactions?posts=${postId}`, headers);
      return (await reply.json()).items;
    };
    expect(await seenBy({})).to.deep.equal([both]);
    // A client of another system may have any name.
    expect(await seenBy(as("bob", "service"))).to.deep.equal([both]);
    const removed = await call("DELETE", path, bob);
    expect(await removed.json()).to.deep.equal({ ...none, likes: 1 });
    await call("DELETE", path, bob);
    expect(await seenBy(alice)).to.deep.equal([
      { ...none, likes: 1, liked: true },
    ]);
  });

  it("hides a post from the view of one user", async () => {
    const { id } = await create();
    const path = `/posts/${id}/hidden`;
    const isHiddenFor = async (headers: object) => {
      const reply = await call("GET", `/reactions?posts=${id}`, headers);
      return (await reply.json()).items[0].hidden;
    };

    expect(await (await call("PUT", path, bob)).json()).to.deep.include({
      hidden: true,
    });

    expect(await isHiddenFor(bob)).to.equal(true);
    expect(await isHiddenFor(alice)).to.equal(false);
    await call("DELETE", path, alice);
    expect(await isHiddenFor(bob)).to.equal(true);
    await call("DELETE", path, bob);
    expect(await isHiddenFor(bob)).to.equal(false);
  });

  it("counts each share", async () => {
    const { id } = await create();
    const share = () => call("POST", `/posts/${id}/share`, bob);

    await Promise.all([share(), share(), share()]);

    const { shares } = await (await share()).json();
    expect(shares).to.equal(4);
  });

  it("leaves unknown posts out of a list of reactions", async () => {
    const { id } = await create();

    const reply = await call("GET", `/reactions?posts=none,${id},${id}`);

    const { items } = await reply.json();
    expect(items.map((it: { postId: string }) => it.postId)).to.eql([id]);
  });

  it("knows no other posts", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["PUT", "/like"],
      ["DELETE", "/like"],
      ["PUT", "/hidden"],
      ["DELETE", "/hidden"],
      ["POST", "/share"],
    ] as const) {
      const reply = await call(method, `/posts/unknown${path}`, alice);
      expect(reply.status, `${method} ${path}`).to.equal(404);
    }
  });

  it("lets customers and staff write, and no other caller", async () => {
    const { id } = await create();
    for (const [headers, status] of [
      [{}, 401],
      [as("book-api", "service"), 403],
      [as("admin", "admin"), 200],
    ] as const) {
      for (const [method, path] of [
        ["PUT", "/like"],
        ["DELETE", "/hidden"],
        ["POST", "/share"],
      ] as const) {
        const reply = await call(method, `/posts/${id}${path}`, headers);
        expect(reply.status).to.equal(status);
      }
      const json = { title: "T" };
      const reply = await call("POST", "/posts/create", headers, json);
      expect(reply.status).to.equal(status === 200 ? 201 : status);
    }
  });

  it("refuses a title that is invisible, or turns the text around", async () => {
    for (const title of ["\u200b", "a\u202e"]) {
      const reply = await call("POST", "/posts/create", alice, { title });
      const { errors } = await reply.json();

      expect(reply.status).to.equal(400);
      expect(errors[0].field).to.equal("title");
    }
  });

  it("keeps markup as text", async () => {
    const title = '<img src=x onerror="alert(1)"> & Co';

    expect((await create({ title })).title).to.equal(title);
  });
});

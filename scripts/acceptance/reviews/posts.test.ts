// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { expectProblem, fieldsOf } from "../problems.ts";
import { newKey } from "../samples.ts";
import { send } from "../store.ts";
import { asAnonymous, asCustomer, newPost, untilShown } from "./samples.ts";

describe("a post", () => {
  it("is listed with its author, and by the item that it is about", async () => {
    const author = newKey();
    const post = await newPost(asCustomer(author));

    const { comments, commentCount, ...found } = await untilShown(post, []);

    const one = await (await send("GET", `/posts/${post.id}`)).json();
    expect(found).to.deep.equal(one);
    expect(one.author).to.equal(author);
    expect({ comments, commentCount }).to.deep.equal({
      ...{ comments: [], commentCount: 0 },
    });
  });

  it("is liked, hidden and shared by each user for itself", async () => {
    const { id } = await newPost();
    const [ada, bo] = [asCustomer(newKey()), asCustomer(newKey())];
    const react = (method: string, what: string, headers: object) =>
      send(method, `/posts/${id}/${what}`, { headers: { ...headers } });
    await react("PUT", "like", ada);
    await react("PUT", "like", ada);
    await react("PUT", "hidden", ada);

    await react("DELETE", "like", bo);
    await react("DELETE", "hidden", bo);
    const shared = await react("POST", "share", bo);

    const expected = { postId: id, likes: 1, shares: 1 };
    const others = { ...expected, liked: false, hidden: false };
    expect(await shared.json()).to.deep.equal(others);
    const seenBy = async (headers: Record<string, string>) => {
      const reply = await send("GET", `/reactions?posts=${id}`, { headers });
      return (await reply.json()).items;
    };
    expect(await seenBy(asAnonymous)).to.deep.equal([others]);
    const own = { ...expected, liked: true, hidden: true };
    expect(await seenBy(ada)).to.deep.equal([own]);
    await expectProblem(await react("PUT", "like", asAnonymous), 401);
  });

  it("is not found by a bad cursor or a bad list of ids", async () => {
    for (const [path, field] of [
      ["/posts?after=x", "after"],
      ["/posts?after=eyJjcmVhdGVkQXQiOnsiJGd0IjoiIn19", "after"],
      ["/posts?number=12", "number"],
      ["/moderations?after=e30", "after"],
      ["/reactions?posts=", "posts.0"],
      ["/reactions", "posts"],
      [`/reactions?posts=${Array(101).fill("a")}`, "posts"],
    ] as const) {
      const problem = await expectProblem(await send("GET", path), 400);
      expect(fieldsOf(problem), path).to.include(field);
    }
  });
});

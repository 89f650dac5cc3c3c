// @from-99

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { headersOf, newTraceId, traceWith } from "../faults/traces.ts";
import { closeAll, connected } from "../live/live-client.ts";
import { expectProblem } from "../problems.ts";
import { newKey } from "../samples.ts";
import { send } from "../store.ts";
import {
  asAnonymous,
  asCustomer,
  asStaff,
  newComment,
  newPost,
  overrule,
  shown,
  untilModerated,
  untilShown,
} from "./samples.ts";

type Comments = { content?: string; status: string }[];

describe("a comment", () => {
  afterEach(closeAll);

  it("is approved, or rejected if it has a word of the list", async () => {
    const author = newKey();
    const post = await newPost();
    await newComment(post, "<b>Two\npies</b>", asCustomer(author));
    await newComment(post, "An Orangé!", asCustomer(author));

    await untilShown(post, ["approved", "rejected"]);

    const textsFor = async (headers: Record<string, string>) => {
      const path = `/posts/${post.id}/comments`;
      const reply = await send("GET", path, { headers });
      const { items } = (await reply.json()) as { items: Comments };
      const { comments } = await shown(post, headers);
      const texts = (found: Comments) => found.map(({ content }) => content);
      expect(texts(comments)).to.deep.equal(texts(items));
      return texts(items);
    };
    const all = ["<b>Two\npies</b>", "An Orangé!"];
    expect(await textsFor(asCustomer(author))).to.deep.equal(all);
    expect(await textsFor(asStaff())).to.deep.equal(all);
    for (const other of [asAnonymous, asCustomer(newKey())]) {
      expect(await textsFor(other)).to.deep.equal([all[0], undefined]);
    }
  });

  it("can be approved, and rejected again, by the staff", async () => {
    const post = await newPost();
    const comment = await newComment(post, "orange");
    const { status, reason } = await untilModerated(comment);
    expect({ status, reason }).to.deep.equal({
      status: "rejected",
      reason: 'has the word "orange"',
    });

    await overrule(comment, "approved");

    const { comments } = await untilShown(post, ["approved"]);
    expect(comments[0]?.content).to.equal("orange");
    await overrule(comment, "rejected");
    await untilShown(post, ["rejected"]);
    const path = `/moderations/${comment}`;
    const reply = await send("PUT", path, {
      ...{ json: { status: "approved" }, headers: asCustomer(newKey()) },
    });
    await expectProblem(reply, 403);
  });

  it("is told to all open pages, which see it when they read", async () => {
    const post = await newPost();
    await untilShown(post, []);
    const { seen } = await connected();

    const commentId = await newComment(post);

    const told = () =>
      seen.filter(({ type }) => type === "comment") as unknown as {
        commentId: string;
        postId: string;
        status: string;
      }[];
    const isApproved = () =>
      told().some(
        (it) => it.commentId === commentId && it.status === "approved",
      );
    await until("the decision", isApproved, { withinMs: 30_000 });
    const [comment] = (await shown(post, asAnonymous)).comments;
    expect(comment?.status).to.equal("approved");
    expect(told()[0]).to.deep.equal({
      ...{ type: "comment", postId: post.id, commentId, status: "pending" },
    });
  });

  it("is one trace, up to the replica", async () => {
    const post = await newPost();
    const traceId = newTraceId();

    await newComment(post, "a pie", headersOf(traceId));

    const names = [
      "comments-api: post /posts/:id/comments",
      "event-bus: post /events",
      "moderation-api: consume CommentCreated",
      "comments-api: consume CommentModerated",
      "query-api: consume CommentUpdated",
    ];
    await traceWith(traceId, (spans) => {
      const found = spans.map(({ name, localEndpoint }) => {
        return `${localEndpoint?.serviceName}: ${name}`;
      });
      return names.every((name) =>
        found.some((it) => it.toLowerCase() === name.toLowerCase()),
      );
    });
  });

  it("is refused for an unknown post", async () => {
    const sent = { json: { content: "a pie" } };
    const reply = await send("POST", "/posts/unknown/comments", sent);

    const { detail } = await expectProblem(reply, 404);
    expect(detail).to.equal("There is no post unknown.");
    await expectProblem(await send("GET", "/posts/unknown/comments"), 404);
  });

  it("is not refused for a post that is as new as possible", async () => {
    const posts = await Promise.all([newPost(), newPost(), newPost()]);

    await Promise.all(posts.map((post) => newComment(post)));
  });
});

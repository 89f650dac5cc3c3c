import { expect } from "chai";
import { describe, it } from "mocha";
import type {
  Comment,
  Moderation,
  PostWithComments,
} from "../../store-client.ts";
import {
  decisionOf,
  decisionText,
  told,
  withOverruled,
} from "../page/admin/moderations.ts";
import { itemPath, reviewPath } from "../page/items.ts";
import { kindOf } from "../page/kinds.ts";
import { readFirst } from "../page/read-first.ts";
import { authorText } from "../page/reviews/author-text.ts";
import { reactionText } from "../page/reviews/reaction-text.ts";
import { stateText } from "../page/reviews/state-text.ts";
import { withWritten } from "../page/reviews/written.ts";

const createdAt = "2026-11-29T12:00:00.000Z";
const written = { author: "alice", createdAt };

function comment(id: string, status: Comment["status"] = "pending"): Comment {
  return { id, content: id, status, ...written };
}

function post(id: string, ...comments: Comment[]): PostWithComments {
  const commentCount = comments.length;
  return { id, title: id, ...written, comments, commentCount };
}

const ids = (items: { id: string }[]) => items.map(({ id }) => id);

describe("reviews", () => {
  it("have what was written here, until the replica has it", () => {
    const { comments: _, commentCount: __, ...second } = post("p2");
    const own = {
      posts: [second],
      comments: [
        { ...comment("c2"), postId: "p1" },
        { ...comment("c3"), postId: "p2" },
      ],
    };

    const before = withWritten([post("p1", comment("c1"))], own);
    expect(ids(before)).to.deep.equal(["p2", "p1"]);
    expect(before.map(({ comments }) => ids(comments))).to.deep.equal([
      ["c3"],
      ["c1", "c2"],
    ]);

    const listed = [
      post("p2", comment("c3", "approved")),
      post("p1", comment("c1"), comment("c2", "rejected")),
    ];
    expect(withWritten(listed, own)).to.deep.equal(listed);
  });

  it("do not show as new what was written before the comments of a long list", () => {
    const old = { ...comment("c1"), postId: "p1" };
    const fresh = {
      ...{ ...comment("c9"), postId: "p1" },
      createdAt: "2026-11-29T12:00:01.000Z",
    };
    const long = { ...post("p1", comment("c2")), commentCount: 51 };

    const [found] = withWritten([long], { posts: [], comments: [old, fresh] });

    expect(ids(found?.comments ?? [])).to.deep.equal(["c2", "c9"]);
    expect(found?.commentCount).to.equal(52);
  });

  it("have a place on the page of their item, whatever its kind", () => {
    const numbers = ["9798000000014", "200000000028", "2900000000018"];

    expect(numbers.map(kindOf)).to.deep.equal(["book", "cd", "dvd"]);
    expect(itemPath("cd", "200000000028")).to.equal("/items/cd/200000000028");
    expect(reviewPath({ ...post("p1"), number: "9798000000014" })).to.equal(
      "/items/book/9798000000014#review-p1",
    );
    expect(reviewPath(post("p1"))).to.equal(undefined);
  });

  it("name authors by what is known of them", () => {
    const id = "3f2a1c9e-0000-4000-8000-000000000000";

    expect([authorText("alice", "alice"), authorText(id, id)]).to.deep.equal([
      "You",
      "You",
    ]);
    expect(authorText("alice", undefined)).to.equal("alice");
    expect(authorText(id, "alice")).to.equal("Customer 3f2a1c9e");
  });

  it("count their reactions, which may be unknown", () => {
    const reactions = { postId: "p1", liked: false, hidden: false };

    expect(reactionText({ ...reactions, likes: 1, shares: 2 })).to.equal(
      "1 like · 2 shares",
    );
    expect(reactionText("unknown")).to.equal("likes unknown");
  });
});

describe("a comment", () => {
  const texts = (own?: string) =>
    (["pending", "rejected", "approved"] as const).map((status) =>
      stateText({ status, author: "alice" }, own),
    );

  it("tells its state, and its author of an approval, too", () => {
    expect(texts("alice")).to.deep.equal([
      "Your comment is awaiting moderation.",
      "Your comment has been rejected.",
      "Your comment is approved.",
    ]);
    expect(texts()).to.deep.equal([
      "This comment is awaiting moderation.",
      "This comment has been rejected.",
      "",
    ]);
  });
});

describe("the first items of a list", () => {
  const all = Array.from({ length: 250 }, (_, index) => index);
  const limits: number[] = [];
  const read = async ({ limit, after }: { limit: number; after?: string }) => {
    limits.push(limit);
    const start = Number(after ?? 0);
    const end = start + limit;
    const next = end < all.length ? String(end) : null;
    return { items: all.slice(start, end), next };
  };

  it("are read in as few calls as possible", async () => {
    expect(await readFirst(120, read)).to.deep.equal({
      items: all.slice(0, 120),
      next: "120",
    });
    expect(limits.splice(0)).to.deep.equal([100, 20]);
    expect(await readFirst(300, read)).to.deep.equal({
      items: all,
      next: null,
    });
    expect(limits.splice(0)).to.deep.equal([100, 100, 100]);
  });
});

describe("decisions about comments", () => {
  const moderation = (
    commentId: string,
    status: Moderation["status"],
    { version = 1, reason = "" } = {},
  ): Moderation => ({
    ...{ commentId, postId: "p1", content: "pie", author: "alice", status },
    version,
    ...{ createdAt: `2026-11-29T12:00:0${commentId}.000Z` },
    ...(reason && { reason }),
  });
  const reason = 'has the word "orange"';

  it("have a reason, or are by staff", () => {
    expect(
      [
        moderation("1", "rejected", { reason }),
        moderation("1", "rejected", { version: 3 }),
        moderation("1", "approved", { version: 2 }),
        moderation("1", "approved"),
      ].map(decisionText),
    ).to.deep.equal([
      'Rejected: it has the word "orange"',
      "Rejected by staff",
      "Approved by staff",
      "Approved",
    ]);
  });

  it("stay in the list when they are overruled here", () => {
    const listed = [moderation("3", "rejected"), moderation("1", "rejected")];
    const overruled = [
      moderation("2", "approved"),
      moderation("1", "approved"),
    ];

    const shown = withOverruled(listed, overruled);

    expect(
      shown.map(({ commentId, status }) => [commentId, status]),
    ).to.deep.equal([
      ["3", "rejected"],
      ["2", "approved"],
      ["1", "approved"],
    ]);
  });

  it("follow what the gateway tells of them", () => {
    const before = [
      moderation("1", "rejected", { reason }),
      moderation("2", "rejected", { reason }),
    ];

    const after = told(before, { commentId: "2", status: "approved" });

    expect(after).to.deep.equal([
      before[0],
      moderation("2", "approved", { version: 2 }),
    ]);
    const again = told(after, { commentId: "2", status: "approved" });
    expect(again).to.deep.equal(after);
    const pending = { commentId: "2", status: "pending" };
    expect(told(before, pending)).to.deep.equal(before);
  });

  it("are listed by their status, the rejected ones first", () => {
    const of = (query: string) =>
      decisionOf(new URL(`http://pies.test/admin/reviews${query}`));

    expect(["", "?status=x", "?status=approved"].map(of)).to.deep.equal([
      "rejected",
      "rejected",
      "approved",
    ]);
  });
});

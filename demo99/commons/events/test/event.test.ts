import { expect } from "chai";
import { describe, it } from "mocha";
import {
  eventData,
  isEventType,
  publisherOf,
  toEvent,
} from "#commons/events/event.ts";

const ids = { commentId: "c1", postId: "p1" };
const createdAt = "2026-11-29T12:00:00.000Z";
const comment = { ...ids, content: "Good.", author: "ada", createdAt };
const decision = { ...ids, status: "approved" as const, version: 2 };

describe("events", () => {
  it("have four types, each with one publisher", () => {
    expect(Object.keys(eventData)).to.deep.equal([
      "PostCreated",
      "CommentCreated",
      "CommentModerated",
      "CommentUpdated",
    ]);
    expect(publisherOf).to.have.all.keys(eventData);
    expect(["PostCreated", "toString", "postcreated"].map(isEventType)).to.eql([
      true,
      false,
      false,
    ]);
  });

  it("have the same id for the same fact", () => {
    const post = { postId: "p1", title: "Pies", author: "ada", createdAt };

    expect([
      toEvent("PostCreated", post).id,
      toEvent("CommentCreated", comment).id,
      toEvent("CommentModerated", decision).id,
      toEvent("CommentUpdated", { ...comment, ...decision }).id,
    ]).to.deep.equal([
      "post-p1",
      "comment-c1",
      "moderated-c1-2",
      "updated-c1-2",
    ]);
  });
});

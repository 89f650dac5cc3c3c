import { expect } from "chai";
import { describe, it } from "mocha";
import type { Event } from "#commons/events/event.ts";
import {
  madeUpLog,
  seeds,
  shuffled,
} from "#commons/events/test/made-up-log.ts";
import {
  type CommentState,
  updateOf,
  withCreation,
  withDecision,
} from "../src/comment.ts";

type State = Record<string, CommentState>;

function project(comments: State, { type, data }: Event): State {
  if (type === "PostCreated" || type === "CommentUpdated") return comments;
  const before = comments[data.commentId];
  const after =
    type === "CommentCreated"
      ? withCreation(before, data)
      : withDecision(before, data);
  return { ...comments, [after.id]: after };
}

const stateOf = (log: Event[], from: State = {}) => log.reduce(project, from);

describe("the projection of comments", () => {
  it("is the same for the events in any order, and repeated", () => {
    const log = madeUpLog();
    const expected = stateOf(log);

    const decided = Object.values(expected).map(({ id, status, version }) => {
      return `${id} ${status} ${version}`;
    });
    expect(decided).to.have.members([
      "c1 pending 0",
      "c2 approved 1",
      "c3 rejected 3",
    ]);
    for (const seed of seeds(500)) {
      expect(stateOf(shuffled(log, seed)), `${seed}`).to.deep.equal(expected);
    }
  });

  it("is the same for a log that ends early, and goes on later", () => {
    const log = madeUpLog();

    for (const seed of seeds(log.length)) {
      const part = log.slice(0, seed);
      const early = stateOf(shuffled(part, seed));

      expect(early, `${seed}`).to.deep.equal(stateOf(part));
      const late = stateOf(shuffled(log, seed + 1), early);
      expect(late, `${seed}`).to.deep.equal(stateOf(log));
    }
  });

  it("has an update of what is decided and known, as the log has it", () => {
    const log = madeUpLog();
    const { c1, c2, c3 } = stateOf(log) as Record<string, CommentState>;
    const updates = log.filter(({ type }) => type === "CommentUpdated");

    expect(updateOf(c1 as CommentState)).to.equal(undefined);
    expect(updateOf(c2 as CommentState)).to.deep.equal(updates[0]);
    expect(updateOf(c3 as CommentState)).to.deep.equal(updates.at(-1));
    const decisions = log.filter(({ type }) => type === "CommentModerated");
    const { c2: early } = stateOf(decisions) as Record<string, CommentState>;
    expect(updateOf(early as CommentState)).to.equal(undefined);
  });
});

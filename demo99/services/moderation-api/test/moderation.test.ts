import { expect } from "chai";
import { describe, it } from "mocha";
import type { Event } from "#commons/events/event.ts";
import {
  madeUpLog,
  seeds,
  shuffled,
} from "#commons/events/test/made-up-log.ts";
import {
  type ModerationState,
  withComment,
  withDecision,
} from "../src/moderation.ts";

type State = Record<string, ModerationState>;

const words = ["orange", "pending"];

function project(state: State, { type, data }: Event): State {
  if (type === "PostCreated" || type === "CommentUpdated") return state;
  const before = state[data.commentId];
  const after =
    type === "CommentCreated"
      ? withComment(before, data, words)
      : withDecision(before, data);
  return { ...state, [after.id]: after };
}

const stateOf = (log: Event[], from: State = {}) => log.reduce(project, from);

describe("the projection of decisions", () => {
  it("is the same for the events in any order, and repeated", () => {
    const log = madeUpLog();
    const expected = stateOf(log);

    const decided = Object.values(expected).map(({ id, status, version }) => {
      return `${id} ${status} ${version}`;
    });
    expect(decided).to.have.members([
      "c1 rejected 1",
      "c2 approved 1",
      "c3 rejected 3",
    ]);
    for (const seed of seeds(500)) {
      expect(stateOf(shuffled(log, seed)), `${seed}`).to.deep.equal(expected);
    }
  });

  it("is the same for a log that ends early, and goes on later", () => {
    const log = madeUpLog();
    const expected = stateOf(log);

    for (const seed of seeds(log.length)) {
      const early = stateOf(shuffled(log.slice(0, seed), seed));
      const late = stateOf(shuffled(log, seed + 1), early);
      expect(late, `${seed}`).to.deep.equal(expected);
    }
  });

  it("has the reason of the latest decision, in any order", () => {
    const [commentId, postId] = ["c1", "p1"];
    const first = {
      ...{ commentId, postId, status: "rejected" as const, version: 1 },
      reason: "has a word",
    };
    const later = {
      commentId,
      postId,
      status: "rejected" as const,
      version: 3,
    };

    const inOrder = withDecision(withDecision(undefined, first), later);
    const outOfOrder = withDecision(withDecision(undefined, later), first);

    expect(inOrder).to.deep.equal({
      id: "c1",
      postId,
      status: "rejected",
      version: 3,
    });
    expect(outOfOrder).to.deep.equal(inOrder);
  });

  it("takes the decision of the log, if the list of words has changed", () => {
    const created = madeUpLog().find(({ id }) => id === "comment-c2") as Event;
    const decided = madeUpLog().find(({ id }) => id === "moderated-c2-1");
    const judged = withComment(undefined, created.data as never, ["approved"]);
    expect(judged.status).to.equal("rejected");

    const { status } = withDecision(judged, (decided as Event).data as never);

    expect(status).to.equal("approved");
  });
});

import { pageOf } from "#commons/cursor.ts";
import { NotFound } from "#commons/errors.ts";
import type { EventData } from "#commons/events/event.ts";
import { createOutboxEvents } from "#commons/outbox-store.ts";
import type { Change } from "#commons/state-store.ts";
import {
  decisionOf,
  type Moderation,
  type ModerationQuery,
  type ModerationState,
  type Ruling,
  withComment,
  withDecision,
  withRuling,
} from "./moderation.ts";
import type { ModerationRepository } from "./moderation-repository.ts";

export type ModerationService = ReturnType<typeof createModerationService>;

/** Decides which comments may be shown; staff may overrule a decision. */
export function createModerationService(
  moderations: ModerationRepository,
  words: string[],
  onDecided: () => unknown = () => {},
) {
  const outboxEvent = createOutboxEvents();

  /** None for a decision that came from the log. */
  const decisionsOf = ({ before, after }: Change<ModerationState>) =>
    after && after.version !== before?.version
      ? [outboxEvent(decisionOf(after))]
      : [];

  return {
    /** Idempotent: one automatic decision for each comment. */
    async judge(comment: EventData["CommentCreated"]) {
      await moderations.change(
        comment.commentId,
        (before) => withComment(before, comment, words),
        decisionsOf,
      );
      onDecided();
    },

    /** Restores a decision that the database has lost, by its own event. */
    async restore(moderated: EventData["CommentModerated"]) {
      await moderations.change(moderated.commentId, (before) =>
        withDecision(before, moderated),
      );
    },

    async overrule(id: string, ruling: Ruling): Promise<Moderation> {
      const { after } = await moderations.change(
        id,
        (before) => withRuling(before, ruling),
        decisionsOf,
      );
      if (!after) throw new NotFound(`There is no comment ${id}.`);
      onDecided();
      return after as Moderation;
    },

    async list({ limit, ...query }: ModerationQuery) {
      const found = await moderations.list({ ...query, limit: limit + 1 });
      return pageOf(found, limit, ({ createdAt, id }) => ({ createdAt, id }));
    },
  };
}

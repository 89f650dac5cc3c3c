import type { EventHandlers } from "#commons/events/subscriber.ts";
import type { ModerationService } from "./moderation-service.ts";

/** What moderation-api does with the events of the bus. */
export function createModerationConsumer(
  moderations: ModerationService,
): EventHandlers {
  return {
    CommentCreated: moderations.judge,
    CommentModerated: moderations.restore,
  };
}

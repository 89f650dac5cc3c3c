import { announcementOf } from "./announcement.ts";
import type { NewUser } from "./new-user.ts";
import type { SlackClient } from "./slack-client.ts";

export type NewUserService = ReturnType<typeof createNewUserService>;

/** The follow-up work of a sign-up. */
export function createNewUserService(slack: SlackClient) {
  return {
    /**
     * Tells the staff. The id of the event is the id of the message, so that
     * an event that is delivered twice makes one message.
     */
    announce: (eventId: string, user: NewUser) =>
      slack.post(announcementOf(eventId, user)),
  };
}

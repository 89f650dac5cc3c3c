import { Conflict, NotFound, Outdated } from "#commons/errors.ts";
import { announcementOf } from "./announcement.ts";
import type { CustomerClient } from "./customer-client.ts";
import type { ChangedUser, NewUser } from "./new-user.ts";
import type { SlackClient } from "./slack-client.ts";

export type NewUserService = ReturnType<typeof createNewUserService>;

/** The follow-up work of a sign-up, and of changes after it. */
export function createNewUserService(
  slack: SlackClient,
  customers: CustomerClient,
) {
  return {
    /**
     * Tells the staff. The id of the event is the id of the message, so that
     * an event that is delivered twice makes one message.
     */
    announce: (eventId: string, user: NewUser) =>
      slack.post(announcementOf(eventId, user)),

    /** Makes the user a customer, whose reference is the user's id. */
    async register(user: NewUser): Promise<void> {
      try {
        await customers.register(user);
      } catch (error) {
        // Registered by an earlier delivery, the customer may have changed.
        const isOther = error instanceof Conflict;
        if (isOther && (await customers.isRegistered(user))) return;
        throw error;
      }
    },

    /**
     * Changes the customer. Events may arrive in any order: an older one than
     * the last is done, and one before the registration registers the user.
     */
    async update(user: ChangedUser): Promise<void> {
      try {
        await customers.update(user);
      } catch (error) {
        if (error instanceof Outdated) return;
        if (error instanceof NotFound) return customers.register(user);
        throw error;
      }
    },
  };
}

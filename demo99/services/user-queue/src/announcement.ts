import type { NewUser } from "./new-user.ts";

/** A message to the staff; of those with the same id, one is shown. */
export type Announcement = { id: string; channel: string; message: string };

export function announcementOf(id: string, { email }: NewUser): Announcement {
  return { id, channel: "#user", message: `User ${email} created` };
}

import * as z from "zod";

/** What a message of the topic user.created must have; it may have more. */
export const newUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
});

export type NewUser = z.infer<typeof newUser>;

/** And of the topic user.updated; a newer profile has a higher version. */
export const changedUser = newUser.extend({ version: z.int().min(1) });

export type ChangedUser = z.infer<typeof changedUser>;

import * as z from "zod";

/** What a message of the topic user.created must have; it may have more. */
export const newUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
});

export type NewUser = z.infer<typeof newUser>;

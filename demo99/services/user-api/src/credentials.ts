import * as z from "zod";
import type { Account } from "./user.ts";

/** What a login sends; `username` is the id or the e-mail address. */
export const credentials = z.strictObject({
  username: z.string().min(1).max(254),
  password: z.string().min(1).max(200),
});

export type Credentials = z.infer<typeof credentials>;

/** The user name and the role for a token. */
export type Verified = Pick<Account, "role"> & { name: string };

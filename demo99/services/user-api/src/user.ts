import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { clientKey, emailAddress, limit, line } from "#commons/validate.ts";

/** As the API shows it; `id` is also the user's name in tokens and carts. */
export type User = { id: string; name: string; email: string };

/** Without a password, there is no login. */
export type Account = User & {
  role: "customer" | "admin";
  passwordHash?: string;
};

const newPassword = z
  .string()
  .min(8, "must have at least 8 characters")
  .max(200, "must have at most 200 characters");

export const userPath = z.object({ id: clientKey });

export const profile = z.strictObject({
  name: line(100),
  email: emailAddress,
});

export const newUser = profile.extend({ password: newPassword.optional() });

export const passwordChange = z.strictObject({
  currentPassword: z.string().min(1).max(200),
  newPassword,
});

const position = z.strictObject({ emailKey: z.string() });

/** `?limit=&after=` of the list, which is sorted by e-mail address. */
export const userQuery = z.strictObject({ limit, after: cursorOf(position) });

export type Profile = z.infer<typeof profile>;
export type NewUser = z.infer<typeof newUser>;
export type PasswordChange = z.infer<typeof passwordChange>;
export type UserQuery = z.infer<typeof userQuery>;

export function toUser({ id, name, email }: User): User {
  return { id, name, email };
}

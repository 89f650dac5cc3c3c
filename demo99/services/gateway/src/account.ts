import * as z from "zod";
import { clientKey, emailAddress, foldEmail } from "#commons/validate.ts";

/** An account for a token; `name` is also the id of the cart. */
export type Account = { name: string; role: "customer" | "admin" };

const username = z
  .string()
  .refine(
    (name) =>
      [clientKey, emailAddress].some((it) => it.safeParse(name).success),
    "must be a user name or an e-mail address",
  );

export const login = z.strictObject({
  username,
  password: z.string().min(1).max(200),
});

export type Login = z.infer<typeof login>;

/** Equal for all spellings with which a login finds one account. */
export const nameKeyOf = ({ username }: Login) => foldEmail(username);

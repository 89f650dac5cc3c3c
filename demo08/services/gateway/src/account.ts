import * as z from "zod";
import { clientKey } from "#commons/validate.ts";

/** An account for login; `name` is also the id of the cart. */
export type Account = {
  name: string;
  role: "customer" | "admin";
  passwordHash: string;
};

export const login = z.strictObject({
  username: clientKey,
  password: z.string().min(1).max(200),
});

export type Login = z.infer<typeof login>;

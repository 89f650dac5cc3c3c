import { z } from "zod";
import { clientKey } from "#commons/validate.ts";

/** A person who can log in; `name` is also the id of the person's cart. */
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

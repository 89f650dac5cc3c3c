import { z } from "zod";
import type { Role } from "#commons/identity.ts";
import { clientKey } from "#commons/validate.ts";

/** A person who can log in; the name is also that of the cart. */
export type Account = {
  name: string;
  role: Exclude<Role, "service">;
  passwordHash: string;
};

export const login = z.strictObject({
  username: clientKey,
  password: z.string().min(1).max(200),
});

export type Login = z.infer<typeof login>;

import type { Credentials, Verified } from "./credentials.ts";
import { isPassword, placeholderHash } from "./password.ts";
import type { Account } from "./user.ts";

export type CredentialsService = ReturnType<typeof createCredentialsService>;

/** Verifies what a login sends. */
export function createCredentialsService(
  users: Record<
    "find" | "findByEmail",
    (name: string) => Promise<Account | undefined>
  >,
) {
  return {
    /** Takes the same time for an unknown name as for a wrong password. */
    async verify({
      username,
      password,
    }: Credentials): Promise<Verified | undefined> {
      const account = username.includes("@")
        ? await users.findByEmail(username)
        : await users.find(username.toLowerCase());
      const hash = account?.passwordHash ?? placeholderHash;
      const isRight = await isPassword(password, hash);
      if (!(account && isRight)) return undefined;
      return { name: account.id, role: account.role };
    },
  };
}

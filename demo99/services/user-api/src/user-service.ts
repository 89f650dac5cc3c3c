import { randomUUID } from "node:crypto";
import { currentB3 } from "#commons/broker/b3.ts";
import { pageOf } from "#commons/cursor.ts";
import { Forbidden, NotFound, Outdated } from "#commons/errors.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import { limitConcurrency } from "#commons/limit-concurrency.ts";
import { hashPassword, isPassword } from "./password.ts";
import {
  type NewUser,
  type PasswordChange,
  type Profile,
  toUser,
  type User,
  type UserQuery,
} from "./user.ts";
import type { UserRepository } from "./user-repository.ts";

/** The revision identifies this state of the profile. */
type StoredUser = { user: User; revision: string };

export type UserService = ReturnType<typeof createUserService>;

/** Accounts, as users and staff manage them. */
export function createUserService(
  users: UserRepository,
  onCreated: () => unknown = () => {},
) {
  const nextTime = createIncreasingTime();
  // Two of Node's four threads: logins have the others.
  const inTurn = limitConcurrency(2);
  const unknown = (id: string) => new NotFound(`There is no user ${id}.`);

  async function get(id: string): Promise<StoredUser> {
    const account = await users.find(id);
    if (!account) throw unknown(id);
    return { user: toUser(account), revision: account.revision };
  }

  return {
    get,

    /** A creation stores its event, which the outbox publishes later. */
    async create({ password, ...profile }: NewUser): Promise<User> {
      const passwordHash =
        password && (await inTurn(() => hashPassword(password)));
      const user = { id: randomUUID(), ...profile };
      const b3 = currentB3();
      await users.insert(
        { ...user, role: "customer", ...(passwordHash && { passwordHash }) },
        {
          ...{ at: nextTime(), topic: "user.created", message: user },
          ...(b3 && { b3 }),
        },
      );
      onCreated();
      return user;
    },

    async list({ limit, after }: UserQuery) {
      const found = await users.list({ limit: limit + 1, after });
      const { items, next } = pageOf(found, limit, ({ emailKey }) => ({
        emailKey,
      }));
      return { items: items.map(toUser), next };
    },

    /** Throws Outdated if the profile is in none of the `revisions`. */
    async replace(
      id: string,
      profile: Profile,
      revisions?: string[],
    ): Promise<StoredUser> {
      const expected = revisions?.includes("*") ? undefined : revisions;
      const revision = await users.replaceProfile(id, profile, expected);
      if (revision) return { user: { id, ...profile }, revision };
      await get(id);
      throw new Outdated("The profile has changed since it was read.");
    },

    async changePassword(id: string, change: PasswordChange) {
      const account = await users.find(id);
      if (!account) throw unknown(id);
      const { passwordHash: old = "" } = account;
      const { currentPassword, newPassword } = change;
      const hash = await inTurn(async () => {
        const isRight = old && (await isPassword(currentPassword, old));
        return isRight ? hashPassword(newPassword) : undefined;
      });
      if (hash && (await users.replacePassword(id, old, hash))) return;
      const errors = [{ field: "currentPassword", message: "is wrong" }];
      throw new Forbidden("The current password is wrong.", {
        members: { errors },
      });
    },
  };
}

import { randomUUID } from "node:crypto";
import { currentB3 } from "#commons/broker/b3.ts";
import { pageOf } from "#commons/cursor.ts";
import { Forbidden, NotFound } from "#commons/errors.ts";
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

  return {
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

    async get(id: string): Promise<User> {
      const account = await users.find(id);
      if (!account) throw unknown(id);
      return toUser(account);
    },

    async list({ limit, after }: UserQuery) {
      const found = await users.list({ limit: limit + 1, after });
      const { items, next } = pageOf(found, limit, ({ emailKey }) => ({
        emailKey,
      }));
      return { items: items.map(toUser), next };
    },

    async replace(id: string, profile: Profile): Promise<User> {
      if (!(await users.replaceProfile(id, profile))) throw unknown(id);
      return { id, ...profile };
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

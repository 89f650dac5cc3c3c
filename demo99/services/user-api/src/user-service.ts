import { randomUUID } from "node:crypto";
import { pageOf } from "#commons/cursor.ts";
import { Forbidden, NotFound, Outdated } from "#commons/errors.ts";
import { limitConcurrency } from "#commons/limit-concurrency.ts";
import { createOutboxEvents } from "#commons/outbox-store.ts";
import { hashPassword, isPassword } from "./password.ts";
import {
  type NewUser,
  type PasswordChange,
  type Profile,
  toUser,
  type User,
  type UserQuery,
} from "./user.ts";
import type { StoredAccount, UserRepository } from "./user-repository.ts";

/** The revision identifies this state of the profile. */
type StoredUser = { user: User; revision: string };

export type UserService = ReturnType<typeof createUserService>;

/** Accounts, as users and staff manage them. */
export function createUserService(
  users: UserRepository,
  onEvent: () => unknown = () => {},
) {
  const outboxEvent = createOutboxEvents();
  // Two of Node's four threads: logins have the others.
  const inTurn = limitConcurrency(2);
  const unknown = (id: string) => new NotFound(`There is no user ${id}.`);

  async function get(id: string): Promise<StoredUser> {
    const account = await users.find(id);
    if (!account) throw unknown(id);
    return { user: toUser(account), revision: `${account.revision}` };
  }

  /** The event of a new profile, if it differs. Its version is the revision. */
  function changeOf(account: StoredAccount, { name, email }: Profile) {
    if (account.name === name && account.email === email) return undefined;
    const version = account.revision + 1;
    const data = { id: account.id, name, email, version };
    return outboxEvent({ id: randomUUID(), type: "user.updated", data });
  }

  return {
    get,

    /** The event is stored, too, and the outbox publishes it later. */
    async create({ password, ...profile }: NewUser): Promise<User> {
      const passwordHash =
        password && (await inTurn(() => hashPassword(password)));
      const user = { id: randomUUID(), ...profile };
      await users.insert(
        { ...user, role: "customer", ...(passwordHash && { passwordHash }) },
        outboxEvent({ id: user.id, type: "user.created", data: user }),
      );
      onEvent();
      return user;
    },

    async list({ limit, after }: UserQuery) {
      const found = await users.list({ limit: limit + 1, after });
      const { items, next } = pageOf(found, limit, ({ emailKey }) => ({
        emailKey,
      }));
      return { items: items.map(toUser), next };
    },

    /**
     * Throws Outdated if the profile is in none of the `revisions`. A change
     * has an event, as a creation has.
     */
    async replace(
      id: string,
      profile: Profile,
      revisions?: string[],
    ): Promise<StoredUser> {
      for (;;) {
        const account = await users.find(id);
        if (!account) throw unknown(id);
        const current = `${account.revision}`;
        if (revisions && !["*", current].some((it) => revisions.includes(it))) {
          throw new Outdated("The profile has changed since it was read.");
        }
        const event = changeOf(account, profile);
        if (!(await users.replaceProfile(account, profile, event))) continue;
        if (event) onEvent();
        return {
          user: { id, ...profile },
          revision: `${account.revision + 1}`,
        };
      }
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

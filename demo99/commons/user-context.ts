import { AsyncLocalStorage } from "node:async_hooks";

const users = new AsyncLocalStorage<string | undefined>();

/** The person on whose behalf code runs, across services. */
export const currentUser = () => users.getStore();

/** Runs a task on behalf of a person. */
export function onBehalfOf<T>(user: string | undefined, task: () => T): T {
  return users.run(user, task);
}

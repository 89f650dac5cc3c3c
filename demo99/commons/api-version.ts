import { AsyncLocalStorage } from "node:async_hooks";

/** Pins the version of every service that runs in several versions. */
export const versionHeader = "x-api-version";

const versions = new AsyncLocalStorage<string | undefined>();

/** The version that the client of the current request has pinned. */
export const pinnedVersion = () => versions.getStore();

export function withPinnedVersion<T>(
  version: string | undefined,
  task: () => T,
) {
  return versions.run(version, task);
}

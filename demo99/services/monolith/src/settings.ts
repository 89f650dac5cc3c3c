import { env, envNumber } from "#commons/env.ts";

/** The settings of the parts, under the names that the services use. */
export const searchSettings = () => ({
  timeoutMs: envNumber("SEARCH_TIMEOUT_MS", 250),
  slow: env("SLOW_SOURCE", ""),
});

export const syncSettings = () => ({
  feedUrls: { reddit: env("REDDIT_URL", ""), atom: env("ATOM_URL", "") },
  feedEveryMs: envNumber("FEED_EVERY_SECONDS", 300) * 1_000,
  leaseMs: envNumber("SYNC_LEASE_SECONDS", 4) * 1_000,
  everyMs: envNumber("SYNC_EVERY_SECONDS", 5) * 1_000,
  replicas: env("REPLICAS", ""),
});

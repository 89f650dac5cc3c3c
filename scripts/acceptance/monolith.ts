import type { Stage } from "../stage/stage.ts";
import { registerInstance } from "./register-instance.ts";

/** The services that the monolith contains. */
const parts = ["search-api", "recommend-api", "tag-api", "sync-api"];

/** What tests of the monolith need: it, and the owners of the master data. */
export const monolithOnly = [
  ...["registry", "gateway", "numbergenerator-api", "inventory-api"],
  ...["book-api", "cd-api", "dvd-api"],
  ...["posts-api", "comments-api", "moderation-api", "query-api", "event-bus"],
  "monolith",
];

/** The gateway finds the monolith under the names of these services, too. */
export async function registerParts(stage: Stage, password: string) {
  const registryUrl = stage.url("registry");
  const port = Number(new URL(stage.url("monolith")).port);
  for (const name of parts) {
    await registerInstance({ registryUrl, password }, name, port);
  }
}

/** A stage whose monolith takes the calls of the services that it contains. */
export function withMonolith(stage: Stage): Stage {
  const isPart = (service = "") => parts.includes(service);
  const idOf = (id: string) => (isPart(id.split("/")[0]) ? "monolith" : id);
  return {
    ...stage,
    url: (service, index) =>
      isPart(service) ? stage.url("monolith") : stage.url(service, index),
    restart: (id, env) => stage.restart(idOf(id), env),
    kill: (id) => stage.kill(idOf(id)),
  };
}

import { type Assessment, assess } from "./root-cause.ts";
import { toInstance, type Watched } from "./watched.ts";

export type Row = ReturnType<typeof rowsOf>[number];

/** Every instance with its assessment and figures, by URL. */
export function rowsOf(all: Watched[]) {
  const instances = all.map(toInstance);
  const assessments = assess(instances);
  return all
    .map((one, i) => {
      const { service, instanceId, url, status, isRegistered } = one;
      const { state, figures } = instances[i] as (typeof instances)[number];
      return {
        ...{ service, instanceId, url, status, isRegistered, state },
        respondedAt: one.respondedAt,
        ...(assessments.get(instanceId) as Assessment),
        figures: state === "up" ? figures : undefined,
      };
    })
    .toSorted((a, b) => a.url.localeCompare(b.url));
}

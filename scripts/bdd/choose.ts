import type { IPlannedPickle } from "@cucumber/cucumber/api";
import { UsageError } from "../stage/errors.ts";

/** The places, such as "bdd/log-in.feature:7", of scenarios with this text. */
export function placesOf(plan: IPlannedPickle[], title = ""): string[] {
  const found = plan.filter(({ name }) => name.includes(title));
  if (found.length > 0) {
    return found.map(({ uri, location }) => `${uri}:${location.line}`);
  }
  const names = [...new Set(plan.map(({ name }) => name))];
  throw new UsageError(
    `No scenario has "${title}" in its title: there are
${names.map((name) => `  ${name}`).join("\n")}`,
  );
}

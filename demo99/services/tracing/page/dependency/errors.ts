import type { DependencyLink } from "../../src/dependency-links.ts";

export const errorShareOf = ({ callCount, errorCount = 0 }: DependencyLink) =>
  errorCount / callCount;

/** The share of failed calls as a colour of the page. */
export function healthOf(link: DependencyLink): "well" | "few" | "bad" {
  const share = errorShareOf(link);
  if (share === 0) return "well";
  return share < 0.1 ? "few" : "bad";
}

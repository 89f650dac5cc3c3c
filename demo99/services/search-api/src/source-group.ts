import type { Source } from "#commons/replica/record.ts";

/** The sources that are asked in parallel: each group has an index. */
export const sourceGroups = {
  catalogues: ["books", "cds", "dvds"],
  posts: ["posts"],
  feeds: ["reddit", "atom"],
} satisfies Record<string, Source[]>;

export type Group = keyof typeof sourceGroups;

export const groups = Object.keys(sourceGroups) as [Group, ...Group[]];

/** "feeds:2000": milliseconds by which a group is slowed down, as a fault. */
export function parseDelays(setting: string): Partial<Record<Group, number>> {
  const delays = setting.split(",").filter(Boolean);
  return Object.fromEntries(delays.map(parseDelay));
}

function parseDelay(setting: string): [Group, number] {
  const [group, ms] = setting.trim().split(":");
  if (groups.includes(group as Group) && /^\d+$/.test(ms ?? "")) {
    return [group as Group, Number(ms)];
  }
  const known = groups.join(", ");
  throw new Error(`SLOW_SOURCE is like "feeds:2000", of ${known}.`);
}

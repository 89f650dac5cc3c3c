import type { Overview } from "../src/overview-service.ts";

/** The overview as it arrives: JSON has no dates. */
export type Shown = Omit<Overview, "setAside"> & {
  setAside: (Omit<Overview["setAside"][number], "at"> & { at: string })[];
};

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "medium",
  hourCycle: "h23",
});

export const timeOf = (text: string) => time.format(new Date(text));

export const countOf = (count: number, what: string) =>
  `${count.toLocaleString()} ${what}${count === 1 ? "" : "s"}`;

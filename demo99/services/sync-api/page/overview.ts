import type { Overview } from "../src/overview-service.ts";

export type { Overview };

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "medium",
  hourCycle: "h23",
});

export const timeOf = (text: string) => time.format(new Date(text));

export const countOf = (count: number, what: string) =>
  `${count.toLocaleString()} ${what}${count === 1 ? "" : "s"}`;

export function durationOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}

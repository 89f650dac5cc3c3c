import { CommandError } from "../errors.ts";
import { isMissing } from "./operands.ts";

const minuteMs = 60_000;

/** A date whose UTC fields are what clocks of a time zone show. */
export function toLocal(date: Date, zone: unknown): Date {
  return new Date(date.getTime() + offsetAt(date, zone));
}

/** The moment at which clocks of a time zone show a local date. */
export function fromLocal(local: Date, zone: unknown): Date {
  const near = new Date(local.getTime() - offsetAt(local, zone));
  return new Date(local.getTime() - offsetAt(near, zone));
}

/** What a zone is ahead of UTC, in milliseconds: +05:30, or Europe/Berlin. */
export function offsetAt(date: Date, zone: unknown): number {
  if (isMissing(zone)) return 0;
  if (typeof zone !== "string") throw unknown(zone);
  const [, sign, hours, minutes = 0] =
    /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? nameOffset(date, zone);
  const total = Number(hours) * 60 + Number(minutes);
  return (sign === "-" ? -total : total) * minuteMs;
}

/** Reads "GMT+01:00"; "GMT" alone is UTC. */
function nameOffset(date: Date, timeZone: string): string[] {
  try {
    const format = { timeZone, timeZoneName: "longOffset" } as const;
    const parts = Intl.DateTimeFormat("en-US", format).formatToParts(date);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    return /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? ["", "+", "0", "0"];
  } catch {
    throw unknown(timeZone);
  }
}

function unknown(zone: unknown): CommandError {
  const message = `unrecognized time zone identifier: "${zone}"`;
  return new CommandError("Location40485", message);
}

/** Microseconds, as people read them: "850 µs", "4.2 ms", "1.25 s". */
export function formatDuration(us: number | undefined): string {
  if (us === undefined) return "–";
  if (us < 999.5) return `${Math.round(us)} µs`;
  const ms = us / 1_000;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return `${(ms / 1_000).toFixed(2)} s`;
}

/** "100 ms", "1.5s", "250us", or a bare number of milliseconds. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = "ms"] =
    text.trim().match(/^(\d+(?:[.,]\d+)?)\s*(us|µs|ms|s)?$/) ?? [];
  if (!amount) return undefined;
  const factor = { us: 1, µs: 1, ms: 1_000, s: 1_000_000 }[unit] ?? 1;
  return Math.round(Number(amount.replace(",", ".")) * factor) || undefined;
}

export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent.toFixed(percent > 0 && percent < 9.95 ? 1 : 0)} %`;
}

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "medium",
  hourCycle: "h23",
});
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeStyle: "medium",
  hourCycle: "h23",
});

/** The time of day of a timestamp in microseconds. */
export const formatTime = (us: number) => time.format(us / 1_000);
export const formatDayAndTime = (us: number) => dayAndTime.format(us / 1_000);

export function count(number: number, thing: string): string {
  return `${number.toLocaleString()} ${thing}${number === 1 ? "" : "s"}`;
}

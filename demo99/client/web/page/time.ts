const format = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "medium",
});

const dateFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

/** An ISO 8601 time in the time zone of the browser: "2 Jan 2026, 15:04:05". */
export function formatTime(iso: string): string {
  return format.format(new Date(iso));
}

/** Its day: "2 Jan 2026". */
export function formatDate(iso: string): string {
  return dateFormat.format(new Date(iso));
}

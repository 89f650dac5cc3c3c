const format = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "medium",
});

/** An ISO 8601 time in the time zone of the browser: "2 Jan 2026, 15:04:05". */
export function formatTime(iso: string): string {
  return format.format(new Date(iso));
}

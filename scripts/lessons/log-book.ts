export type LogBook = ReturnType<typeof createLogBook>;

export type Entry = { instanceId: string; line: string; message: string };

/** Collects the log lines of all instances of a stage. */
export function createLogBook() {
  const entries: Entry[] = [];
  return {
    record(instanceId: string, line: string) {
      entries.push({ instanceId, line, message: messageOf(line) });
    },

    /** How many lines of this instance have a message like this. */
    count: (instanceId: string, pattern: RegExp) =>
      entries.filter(
        (entry) =>
          entry.instanceId === instanceId && pattern.test(entry.message),
      ).length,

    /** The entries after the first `length`. */
    since: (length: number) => entries.slice(length),

    length: () => entries.length,

    text: () =>
      entries.map(({ instanceId, line }) => `${instanceId} ${line}\n`).join(""),
  };
}

/** Services write JSON; a crash may write any text. */
function messageOf(line: string): string {
  try {
    return String(JSON.parse(line).msg);
  } catch {
    return line;
  }
}

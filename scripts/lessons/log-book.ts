export type LogBook = ReturnType<typeof createLogBook>;

export type Entry = { instanceId: string; line: string; message: string };

/** Keeps what the instances of a stage write, and finds things in it. */
export function createLogBook() {
  const entries: Entry[] = [];
  return {
    record(instanceId: string, line: string) {
      entries.push({ instanceId, line, message: messageOf(line) });
    },

    /** How many lines of this instance have such a message. */
    count: (instanceId: string, pattern: RegExp) =>
      entries.filter(
        (entry) =>
          entry.instanceId === instanceId && pattern.test(entry.message),
      ).length,

    /** What has been written since there were so many lines. */
    since: (length: number) => entries.slice(length),

    length: () => entries.length,

    text: () =>
      entries.map(({ instanceId, line }) => `${instanceId} ${line}\n`).join(""),
  };
}

/** Services write JSON; what crashes them may write anything. */
function messageOf(line: string): string {
  try {
    return String(JSON.parse(line).msg);
  } catch {
    return line;
  }
}

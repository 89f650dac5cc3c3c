import type { RecordSource } from "./source.ts";

/** A replica that is further behind reads the source itself. */
const keptReads = 4;

/**
 * A source for all replicas of one run: what one of them has read is given to
 * the others, too. It is never older than the run.
 */
export function sharedSource(source: RecordSource): RecordSource {
  const page = shareNewest(
    (after: string | null) => source.page(after),
    (after) => after,
  );
  const existing = shareNewest(
    (ids: string[]) => source.existing(ids),
    (ids) => ids.join("\n"),
  );
  return { name: source.name, page, existing };
}

/** Keeps the newest reads only: memory does not grow with the source. */
function shareNewest<Asked, Answer>(
  read: (asked: Asked) => Promise<Answer>,
  keyOf: (asked: Asked) => string | null,
): (asked: Asked) => Promise<Answer> {
  const reads = new Map<string | null, Promise<Answer>>();

  return (asked) => {
    const key = keyOf(asked);
    const known = reads.get(key);
    if (known) return known;
    const [oldest] = reads.keys();
    if (oldest !== undefined && reads.size >= keptReads) reads.delete(oldest);
    const answer = read(asked);
    reads.set(key, answer);
    return answer;
  };
}

import { createDatabases } from "./databases.ts";
import {
  type Journal,
  openJournal,
  type Record,
  readJournal,
} from "./journal.ts";
import { createSpace } from "./space.ts";

/**
 * Databases as their journal left them; without a file, empty ones. Data above
 * the limit that the journal has is kept.
 */
export function openDatabases(file: string | undefined, maxBytes: number) {
  let journal: Journal | undefined;
  const record: Record = (namespace, entry) =>
    journal?.record(namespace, entry);
  const space = createSpace();
  const databases = createDatabases(record, space);
  if (file) {
    databases.replay(readJournal(file));
    journal = openJournal(file);
    journal.rewrite(databases);
  }
  space.limitTo(maxBytes);
  return { databases, journal };
}

import { createDatabases } from "./databases.ts";
import {
  type Journal,
  openJournal,
  type Record,
  readJournal,
} from "./journal.ts";

/** Databases as their journal left them; without a file, empty ones. */
export function openDatabases(file?: string) {
  let journal: Journal | undefined;
  const record: Record = (namespace, entry) =>
    journal?.record(namespace, entry);
  const databases = createDatabases(record);
  if (file) {
    databases.replay(readJournal(file));
    journal = openJournal(file);
    journal.rewrite(databases);
  }
  return { databases, journal };
}

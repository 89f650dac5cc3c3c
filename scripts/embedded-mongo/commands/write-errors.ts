import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { checkTime } from "../query/clock.ts";
import { flagIn } from "./arguments.ts";

/**
 * Carries out the statements of a batch, each by itself. An ordered batch stops
 * at the first failure; any other continues.
 */
export function writeEach(
  body: Document,
  statements: Document[],
  write: (statement: Document, index: number) => void,
): { writeErrors?: Document[] } {
  const ordered = body.ordered === undefined || flagIn(body, "ordered");
  const writeErrors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      checkTime();
      write(statement, index);
    } catch (error) {
      writeErrors.push(writeErrorOf(error, index));
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

function writeErrorOf(error: unknown, index: number): Document {
  if (!(error instanceof CommandError)) throw error;
  // The end of its time ends the whole command.
  if (error.codeName === "MaxTimeMSExpired") throw error;
  const { code, message, details } = error;
  return { index, code, ...details, errmsg: message };
}

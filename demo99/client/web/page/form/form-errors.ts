import { StoreError } from "../../../store-client.ts";

/** The message for each bad field. */
export type Errors = Record<string, string>;

/** What the store says of each field of a request that it refuses. */
export function errorsOf(error: unknown): Errors {
  const { errors = [] } = error instanceof StoreError ? error.problem : {};
  return Object.fromEntries(errors.map((each) => [each.field, each.message]));
}

/** Joins a field and its error to a sentence: "Title is required". */
export function errorText(
  { label }: { label: string },
  message: string,
): string {
  return /^[a-z]/.test(message) ? `${label} ${message}` : message;
}

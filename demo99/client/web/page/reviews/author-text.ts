const uuid = /^[\da-f]{8}(?=(-[\da-f]{4}){3}-[\da-f]{12}$)/;

/**
 * An author for readers. The store tells the names of users to themselves and
 * to staff only; of an id, the first digits distinguish its user from others.
 */
export function authorText(author: string, own: string | undefined): string {
  if (author === own) return "You";
  const [digits] = uuid.exec(author) ?? [];
  return digits ? `Customer ${digits}` : author;
}

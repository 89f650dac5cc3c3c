/** What was typed, by field. */
export type Typed = Record<string, string>;

/**
 * The fields of a form. Empty ones are left out: the store says that they are
 * required. Spaces at the ends belong to a password, and to nothing else.
 */
export function typedIn(form: FormData): Typed {
  const fields = [...form].map(([name, value]) => {
    const text = String(value);
    return [name, /password$/i.test(name) ? text : text.trim()];
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== ""));
}

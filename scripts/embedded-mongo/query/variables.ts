/** The values of `let`, by name, for expressions in a filter or an update. */
export type Variables = Record<string, unknown>;

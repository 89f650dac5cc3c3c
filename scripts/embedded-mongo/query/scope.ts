import type { Collation } from "../bson/collation.ts";

/** The values of `let`, by name, for expressions in a filter or an update. */
export type Variables = Record<string, unknown>;

/** What a filter or an expression depends on besides the document. */
export type Scope = {
  variables?: Variables | undefined;
  collation?: Collation | undefined;
};

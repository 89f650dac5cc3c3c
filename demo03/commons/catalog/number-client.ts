import type { HttpClient } from "#commons/http.ts";
import type { ItemKind } from "./item.ts";

export type NumberClient = ReturnType<typeof createNumberClient>;

/** Calls numbergenerator-api. */
export function createNumberClient(http: HttpClient) {
  return {
    /** A number that no other item has or will have. */
    async next(kind: ItemKind<never>["kind"]) {
      const { number } = await http<{ number: string }>(
        "GET",
        `/numbers/${kind}`,
      );
      return number;
    },
  };
}

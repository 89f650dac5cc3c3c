import type { HttpClient } from "#commons/http.ts";
import type { Kind } from "./item.ts";

export type NumberClient = ReturnType<typeof createNumberClient>;

/** Calls numbergenerator-api. */
export function createNumberClient(http: HttpClient) {
  return {
    /** A number that no other item has or will have. */
    async next(kind: Kind) {
      const { number } = await http<{ number: string }>(
        "GET",
        `/numbers/${kind}`,
      );
      return number;
    },
  };
}

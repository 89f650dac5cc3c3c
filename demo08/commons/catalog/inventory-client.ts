import { NotFound } from "#commons/errors.ts";
import type { HttpClient } from "#commons/http.ts";

export type InventoryClient = ReturnType<typeof createInventoryClient>;

/** Calls inventory-api about the stock line of an item. */
export function createInventoryClient(http: HttpClient) {
  return {
    async open(number: string, onHand: number) {
      await http("PUT", `/stock/${number}`, { onHand });
    },

    /** Succeeds also if there is no such line. */
    async close(number: string) {
      await http("DELETE", `/stock/${number}`).catch((error) => {
        if (!(error instanceof NotFound)) throw error;
      });
    },
  };
}

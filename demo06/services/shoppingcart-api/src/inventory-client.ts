import type { HttpClient } from "#commons/http.ts";
import type { CartLine } from "./cart.ts";

export type InventoryClient = ReturnType<typeof createInventoryClient>;

/** Calls inventory-api about the stock of an order. */
export function createInventoryClient(http: HttpClient) {
  return {
    /** Throws Conflict, with `shortages` if there is not enough of something. */
    async reserve(orderId: string, lines: CartLine[]) {
      await http("POST", "/reservations", {
        orderId,
        lines: lines.map(({ number, quantity }) => ({ number, quantity })),
      });
    },

    /** Succeeds also if nothing was reserved. */
    async cancel(orderId: string) {
      await http("DELETE", `/reservations/${orderId}`);
    },
  };
}

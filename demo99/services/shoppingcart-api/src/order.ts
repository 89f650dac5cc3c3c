import type { CartLine } from "./cart.ts";

export type Order = {
  orderId: string;
  lines: CartLine[];
  totalCents: number;
  status: "CONFIRMED" | "CANCELLED";
};
